"""The numbers of good manners, said here once more: whoever changes one means it."""

from mentoring.models import courtesies
from mentoring.models.courtesies import Days, Number, WorkingDays

NUMBERS = {
    "WRITE_WITHIN": (1, (1, 2, 3)),
    "THANK_WITHIN": (1, (1, 2, 5, 7)),
    "NUDGE_AFTER": (7, (5, 7, 10)),
    "FOLLOW_UP_AFTER": (7, (5, 7, 10)),
    "REPORT_WITHIN": (2, (2, 3, 7, 14)),
    "REST_BETWEEN_ASKS": (90, (30, 60, 90, 180)),
    "OPEN_AT_ONCE": (3, (2, 3, 5)),
    "THANK_AFTER_MEETING_DAYS": 1,
    "THANK_FOR_A_NO_DAYS": 1,
    "PART_WITHIN_DAYS": 28,
    "THANK_FOR_A_NO_UNTIL_DAYS": 28,
    "PREPARE_DAYS_BEFORE": 1,
    "SUMMARY_AFTER_SESSION_DAYS": 1,
    "SUMMARY_UNTIL_DAYS": 14,
    "DECIDE_AFTER_DAYS": 7,
    "SHARE_DRAFT_WITHIN_DAYS": 7,
    "CLOSE_PLAN_DAYS_BEFORE_END": 28,
    "ASK_AGAIN_AFTER_MONTHS": 6,
    "MAX_ACTIVE_GOALS": 3,
    "MAX_MUST_HAVES": 5,
    "FIRST_TOUCH_MONTHS": 3,
    "NEXT_TOUCH_MONTHS": 6,
    "REPORT_BACK_DAYS": 28,
    "REBOOK_WITHIN_DAYS": 14,
    "PLAN_MEETING_WITHIN_DAYS": 7,
    "ANSWER_TO_AGREEMENT_DAYS": 7,
    "LOOK_AHEAD_DAYS": 14,
    "MEET_SOON_DAYS": 21,
    "REMIND_AGAIN_DAYS": (1, 3, 7),
}


def test_every_number_is_the_one_that_is_meant():
    stands = {name: value for name, value in vars(courtesies).items() if name.isupper()}

    found = {
        name: (value.default, value.choices) if isinstance(value, Number) else value
        for name, value in stands.items()
    }

    assert found == NUMBERS


def test_a_number_of_days_is_offered_in_words():
    assert Days.offered_by(courtesies.REST_BETWEEN_ASKS) == [
        (30, "30 days"), (60, "60 days"), (90, "90 days"), (180, "180 days"),
    ]  # fmt: skip
    assert Days.offered_by(courtesies.REPORT_WITHIN)[2:] == [(7, "1 week"), (14, "2 weeks")]
    assert WorkingDays.offered_by(courtesies.NUDGE_AFTER)[0] == (5, "5 working days")
