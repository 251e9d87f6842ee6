"""What the mentor's page withstands."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorMessage
from mentoring.models.mentor_messages import MOST_A_DAY, send_message
from tests import addresses
from tests.factories import ShareLinkFactory
from tests.markup import words_on
from tests.views.mentors_term.mentors_page import DAY, form_on, page_of, press

pytestmark = pytest.mark.django_db


def test_looks_change_nothing(client, link, session):
    press(client, link, "point", "Bring the split.")
    before = addresses.rows()

    found = [
        page_of(client, link, **asked)
        for _time in range(4)
        for asked in ({}, {"again": "day"}, {"kind": "works"})
    ]
    found += [
        client.get(reverse("shared.messaged", args=[link.token]), {"kind": "works"}) for _time in range(4)
    ]

    assert {answer.status_code for answer in found} == {200, 405}
    assert not any(answer.cookies for answer in found)
    assert addresses.rows() == before


@pytest.mark.every_database
def test_what_comes_through_no_link_that_works_is_not_kept(client, link, session, alice, bob):
    form = form_on(client, link, "works")
    theirs = ShareLinkFactory(owner=bob)
    swapped = f"{theirs.pk}-{link.token.partition('-')[2]}"
    wrong = [link.token[:-1] + ("A" if link.token[-1] != "A" else "B"), swapped, "x"]

    refused = [client.post(reverse("shared.messaged", args=[token]), form.data()) for token in wrong]
    link.revoke(timezone.now())
    refused.append(client.post(form.action, form.data()))
    late = ShareLinkFactory(owner=alice, agreement=link.agreement, expires_at=timezone.now() - DAY)
    refused.append(client.post(reverse("shared.messaged", args=[late.token]), form.data()))

    assert {answer.status_code for answer in refused} == {404}
    assert len({answer.content for answer in refused[:4]}) == 1
    assert "has expired" in refused[-1].content.decode()
    assert {answer["Referrer-Policy"] for answer in refused} == {"no-referrer"}
    assert not MentorMessage.objects.exists()
    with pytest.raises(DatabaseError, match="message_through_a_live_link"), transaction.atomic():
        MentorMessage.objects.create(
            owner=alice, link=late, agreement=link.agreement, kind="point", text="x",
            sent_at=timezone.now(), sent_on=timezone.localdate(), number=1,
        )  # fmt: skip


def test_the_same_form_sent_again_is_one_message_also_after_it_was_replaced(client, link, session):
    first = form_on(client, link, "point")
    for text in ("One", "One", "Two"):
        client.post(first.action, first.data(text=text))
    client.post(first.action, first.data(text="One"))

    assert list(MentorMessage.objects.unopened().values_list("text", flat=True)) == ["Two"]
    assert MentorMessage.objects.count() == 2


def test_an_agreement_that_is_over_takes_none(client, link, session, running, today):
    form = form_on(client, link, "point")
    running.complete(today)

    answer = client.post(form.action, form.data(text="Too late"))

    assert answer.status_code == 422
    assert not MentorMessage.objects.exists()


@pytest.mark.every_database
def test_no_message_is_rewritten(alice, link, session):
    message = send_message(
        link, link.agreement, form_key=link.form_key, kind="point", text="One", shown="", now=timezone.now()
    )

    for facts in (
        {"text": "Two"},
        {"kind": "works", "text": "", "session_at": timezone.now()},
        {"number": 2},
    ):
        with pytest.raises(DatabaseError, match="message_stays_as_sent"), transaction.atomic():
            MentorMessage.objects.filter(pk=message.pk).update(**facts)


def test_twenty_a_day_are_kept(client, link, session, freeze):
    facts = {"kind": "point", "shown": "", "now": timezone.now()}
    for number in range(MOST_A_DAY):
        send_message(link, link.agreement, form_key=link.form_key, text=f"Point {number}", **facts)

    answer = press(client, link, "point", "One more", again="point")

    assert answer.status_code == 422
    assert "fits into a day" in words_on(answer)
    assert "One more" in answer.content.decode()
    assert MentorMessage.objects.count() == MOST_A_DAY
    with pytest.raises(ValidationError):
        send_message(link, link.agreement, form_key=link.form_key, text="Once more", **facts)
    tomorrow = facts | {"now": timezone.now() + DAY}
    assert send_message(link, link.agreement, form_key=link.form_key, text="Next day", **tomorrow).number == 1
