"""Why Waymark says so, once two people talk: meetings, the agreement, the time after, and what is called stuck."""

from django.utils.translation import gettext_lazy as _

from .evidence import EvidenceLine, Grade, Topic
from .why_searching import SEARCHING

MEETING = Topic(
    "meeting",
    _("Meeting"),
    (
        EvidenceLine(
            _("An order that works for a first talk."),
            _("First who you both are, then goals, then how to go on."),
            Grade.SAID,
            "tip.meetings/first_order.html",
            "mentorneko.com; Imperial College",
        ),
        EvidenceLine(
            _("Say thank you within a day, and name one thing you’ll act on."),
            _("Sources differ: within 24 hours, or three to five days after an informal talk."),
            Grade.SAID,
            "courtesies.THANK_AFTER_MEETING_DAYS letter.after_meeting",
            "climbtheladder.com; TU Delft",
        ),
        EvidenceLine(
            _("A week after a first talk, say what comes next."),
            _(
                "They did meet possible mentors; what failed was the step from first meetings to a relationship. "
                "The week is ours."
            ),
            Grade.ONE,
            "courtesies.DECIDE_AFTER_DAYS",
            "Saffie-Robertson 2020",
            _("36 interviews with women managers in STEM"),
        ),
        EvidenceLine(
            _("Send an agenda the day before, and a short summary the day after."),
            _("Agreements in use say 24 hours or two days. That a summary is of use for two weeks is ours."),
            Grade.SAID,
            "courtesies.PREPARE_DAYS_BEFORE courtesies.SUMMARY_AFTER_SESSION_DAYS courtesies.SUMMARY_UNTIL_DAYS "
            "letter.summary clause.preparation clause.arrangements",
            "docsbay.net; naturallychicago.org; SharpestMinds",
        ),
        EvidenceLine(
            _("Report back on advice within four weeks."),
            _("Most people skip it, or so it’s said. The four weeks are just widely repeated."),
            Grade.REPEATED,
            "courtesies.REPORT_BACK_DAYS letter.report_back",
            "itsjennywood.com",
        ),
        EvidenceLine(
            _("Five questions at the most; a new day within two weeks, one planned within a week."),
            _("Any more than fits in half an hour is a questionnaire."),
            Grade.OWN,
            "preparations.MOST_QUESTIONS courtesies.REBOOK_WITHIN_DAYS courtesies.PLAN_MEETING_WITHIN_DAYS",
        ),
    ),
)

AGREEMENT = Topic(
    "agreement",
    _("The agreement"),
    (
        EvidenceLine(
            _("Six months, once a month, an hour."),
            _("Published agreements say six or twelve months most often, and several meet monthly."),
            Grade.SAID,
            "clauses.TERM_MONTHS meetings.MINUTES",
            "HHS; AAD; ASHA; UCLA",
        ),
        EvidenceLine(
            _("Who drives, what each of you does, and what feels useful."),
            _(
                "What failed: poor communication, lack of commitment, personality, competition, conflicts of "
                "interest, inexperience. What helped: give and take, respect, clear expectations, a personal "
                "connection, shared values."
            ),
            Grade.ONE,
            "clause.parties clause.mentee_commits clause.mentor_commits clause.feedback",
            "Straus 2013",
            _("54 interviews"),
        ),
        EvidenceLine(
            _("Try it first, and decide after a month."),
            _("One month and then a review, or a trial of a week."),
            Grade.SAID,
            "clause.trial clauses.TRIAL_DAYS",
            "pcaddick.com; MentorCruise",
        ),
        EvidenceLine(
            _("What stays between you, what’s out of bounds, and what’s about an employer."),
            _(
                "Nothing leaves unless both agree; law and serious harm come first; no business with each other."
            ),
            Grade.SAID,
            "clause.confidentiality clause.exceptions clause.boundaries clause.employer clause.scope",
            "UCSB; SCORE; OHSU; Together; Insurance Institute of Canada",
        ),
        EvidenceLine(
            _("How and where you meet, and how soon you answer in between."),
            _(
                "Some templates ask for the place; replies within two days are asked for. Three working days are ours."
            ),
            Grade.SAID,
            "clause.where clause.contact_between",
            "US National Park Service; CIMAS Miami",
        ),
        EvidenceLine(
            _("What it’s for, how it changes, and that it isn’t a contract."),
            _("Three goals, renegotiated by agreement, in a voluntary partnership."),
            Grade.SAID,
            "clause.purpose clause.changing clause.standing",
            "US National Park Service; HHS",
        ),
        EvidenceLine(
            _("Look back halfway and at the end."),
            _("Watching one’s progress helped, more so when it was public and written down."),
            Grade.MANY,
            "clause.looking_back",
            "Harkin et al. 2016",
            _("138 studies, 19,951 people"),
        ),
        EvidenceLine(
            _("Either of you may end it; plan the last session."),
            _("Either may end it without blame, and the end is planned from the start."),
            Grade.SAID,
            "clause.ending clause.closure",
            "HHS; AAD; UAB; UW ICTR",
        ),
        EvidenceLine(
            _("At the end say thank you with what you can do now, and tell whoever introduced you."),
            _("Programmes ask for a proper goodbye. That the introducer hears how it ended, too, is ours."),
            Grade.OWN,
            "letter.term_thanks letter.term_outcome courtesies.PART_WITHIN_DAYS",
        ),
        EvidenceLine(
            _("Stay in touch: after three months, then twice a year, and offer something back."),
            _("A couple of times a year, or one substantial email every six months."),
            Grade.SAID,
            "courtesies.FIRST_TOUCH_MONTHS courtesies.NEXT_TOUCH_MONTHS clause.afterwards letter.keep_in_touch",
            "undergradinthelab.com; govloop.com; UW ICTR",
        ),
        EvidenceLine(
            _("When to begin, to share a draft, to ask for an answer, and to plan the end."),
            _("We had to choose some days; you can change them all."),
            Grade.OWN,
            "clauses.FIRST_DAY_AFTER_DAYS clauses.LAST_SESSION_DAYS_BEFORE_END courtesies.SHARE_DRAFT_WITHIN_DAYS "
            "courtesies.ANSWER_TO_AGREEMENT_DAYS courtesies.CLOSE_PLAN_DAYS_BEFORE_END",
        ),
    ),
)

STUCK = Topic(
    "stuck",
    _("Where you’re stuck"),
    (
        EvidenceLine(
            _("Introduced, and no meeting within two weeks."),
            _("A mentoring programme asks for first contact within two weeks at the very latest."),
            Grade.SAID,
            "stuck.no_meeting stuck.DAYS_TO_A_MEETING",
            "AAD",
        ),
        EvidenceLine(
            _("More than three weeks without a step forward."),
            _(
                "Software for mentoring flags pairs that stay longer in one stage. A search isn’t a pair, though."
            ),
            Grade.SAID,
            "stuck.standing_still stuck.DAYS_IN_ONE_STATE",
            "Mentorloop",
        ),
        EvidenceLine(
            _("Two sessions moved, three messages and no talk, or half a rhythm more than agreed."),
            _("One kind sentence, and a way out that blames no one. When to say it is our choice."),
            Grade.OWN,
            "stuck.moved_twice stuck.unanswered stuck.long_apart stuck.MOVED_IN_A_ROW stuck.MESSAGES_IN_VAIN "
            "stuck.HALF_RHYTHMS_APART",
        ),
        EvidenceLine(
            _("What else we call stuck, and when."),
            _(
                "Five asks without luck, three people missing the same thing, a week or a month of nothing: that’s "
                "a pattern, not chance."
            ),
            Grade.OWN,
            "stuck.unused stuck.asks_in_vain stuck.rules_out_many stuck.no_session stuck.goal_without "
            "stuck.nobody_assessed stuck.no_step_done stuck.ASKS_IN_VAIN stuck.SEVERAL stuck.DAYS_TO_A_SESSION "
            "stuck.DAYS_TO_SETTLE stuck.MONTHS_WITHOUT_A_STEP stuck.PUT_ASIDE_DAYS",
        ),
    ),
)

TOPICS = (*SEARCHING, MEETING, AGREEMENT, STUCK)
