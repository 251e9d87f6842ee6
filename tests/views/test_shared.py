"""The mentor's page: one agreement through a private link, read without a trace and answered without an account."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorAgreement, MentorAnswer, Suggestion
from mentoring.models.agreement_facts import SHARED
from mentoring.models.wording import as_text
from tests import addresses
from tests.factories import GoalFactory, GoalStepFactory, MentorAgreementFactory, ShareLinkFactory
from tests.markup import forms_of, words_on
from tests.models.test_agreements import ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(alice, today):
    """A link that works, to a draft in which nothing is missing."""
    agreement = ready(
        alice,
        mentor__name="Margaret Lindqvist",
        boundaries="No job references.",
        confidentiality="Between us.",
        starts_on=today + dt.timedelta(days=10),
        ends_on=today + dt.timedelta(days=190),
    )
    return ShareLinkFactory(owner=alice, agreement=agreement)


def address(link):
    return reverse("shared.detail", args=[link.token])


def form_on(client, link):
    """The form as it stands on the page, ready to be sent."""
    [form] = forms_of(client.get(address(link)))
    return form


def send(client, link, form=None, headers=None, **typed):
    form = form or form_on(client, link)
    return client.post(
        form.action, form.data(**{"name": "Margaret L.", "kind": "yes"} | typed), headers=headers
    )


def test_the_page_shows_the_agreement_and_nothing_else(client, link, alice):
    GoalFactory(owner=alice, title="A goal of nobody’s business")
    client.force_login(alice)

    page = client.get(address(link))

    text = page.content.decode()
    assert page.status_code == 200
    assert "No job references." in text
    assert "nobody’s business" not in text
    assert alice.email not in text
    assert "<script" not in text
    assert re.findall(r'href="(/[^"]*)"', re.sub(r"<link[^>]*>", "", text)) == ["/"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert "script-src 'none'" in page["Content-Security-Policy"]
    assert not page.cookies
    assert not re.search(r'type="radio"[^>]*checked', text)


def test_reading_many_times_changes_nothing(client, link):
    before = addresses.rows()

    for method in (client.get, client.head):
        assert {method(address(link)).status_code for _time in range(8)} == {200}

    assert addresses.rows() == before


def test_the_secret_is_long_and_not_in_the_database(link):
    pk, _dash, secret = link.token.partition("-")

    assert (int(pk), len(secret)) == (link.pk, 32)  # 32 characters of base64 are 192 bits
    assert secret not in str(addresses.rows())
    assert ShareLinkFactory(owner=link.owner, agreement=link.agreement).token.partition("-")[2] != secret


def changed(token):
    """The token with its last character another one."""
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def test_wrong_revoked_and_foreign_links_answer_alike(client, link, settings):
    other = ShareLinkFactory(owner=link.owner)
    other.revoke(timezone.now())
    settings_key = link.token
    wrong = [
        changed(link.token),
        f"{link.pk}-",
        f"0-{link.token.partition('-')[2]}",
        f"{other.pk}-{link.token.partition('-')[2]}",
        other.token,
        f"{'9' * 30}-x",
        "x",
        "-",
    ]

    answers = [
        getattr(client, how)(reverse("shared.detail", args=[token])) for token in wrong for how in ("get",)
    ]
    answers += [client.post(reverse("shared.answered", args=[token])) for token in wrong]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert {answer["Referrer-Policy"] for answer in answers} == {"no-referrer"}
    settings.SECRET_KEY = "another key, long enough to be one, for this test"
    assert client.get(reverse("shared.detail", args=[settings_key])).status_code == 404


def test_an_expired_link_is_told_kindly_to_its_holder_only(client, link):
    past = timezone.now() - dt.timedelta(seconds=1)
    link = ShareLinkFactory(owner=link.owner, agreement=link.agreement, expires_at=past)
    form = {"kind": "yes", "name": "M", "form_key": "0" * 32, "shown": link.agreement.fingerprint()}

    mine = client.get(address(link))
    sent = client.post(reverse("shared.answered", args=[link.token]), form)
    guessed = client.get(reverse("shared.detail", args=[changed(link.token)]))

    assert (mine.status_code, sent.status_code, guessed.status_code) == (404, 404, 404)
    assert "has expired" in mine.content.decode()
    assert "has expired" in sent.content.decode()
    assert "has expired" not in guessed.content.decode()
    assert not MentorAnswer.objects.exists()


def test_a_link_of_somebody_who_left_opens_nothing(client, link, alice):
    alice.is_active = False
    alice.save()

    assert client.get(address(link)).status_code == 404


def test_guessing_is_slowed_down_and_reading_is_not(client, link):
    there = reverse("shared.detail", args=[changed(link.token)])

    pages = [client.get(there) for _time in range(32)]

    assert [page.status_code for page in pages] == [404] * 30 + [429] * 2
    # As long as it is slowed down: `RATES`.
    assert "Wait five minutes, then try again." in pages[-1].content.decode()
    assert client.get(address(link)).status_code == 200


def test_answering_is_limited_for_each_link(client, link):
    form = form_on(client, link)

    codes = [send(client, link, form, kind="").status_code for _time in range(13)]

    assert codes == [422] * 12 + [429]


def test_whoever_answers_too_often_has_everything_typed_still_before_them(client, link):
    form = form_on(client, link)
    for _time in range(12):
        send(client, link, form, kind="")
    typed = {"kind": "almost", "note": "Shorter, please", "clause_boundaries": "No calls at night, ever"}

    answer = send(client, link, form, **typed)

    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Nothing is lost: leave this page open and send it again in an hour." in page
    assert ("That was a bit quick" in page, "Please check" in page) == (True, False)
    [again] = forms_of(answer)
    typed |= {"name": "Margaret L.", "form_key": form.data()["form_key"][0]}
    assert {name: again.data()[name] for name in typed} == {name: [said] for name, said in typed.items()}
    assert not MentorAnswer.objects.exists()
    cache.clear()  # an hour later
    assert client.post(again.action, again.data()).status_code == 302
    assert MentorAnswer.objects.get().note == "Shorter, please"


def test_a_yes_confirms_these_words_at_once(link, alice):
    client = Client(enforce_csrf_checks=True)
    words = link.agreement.words()

    answer = send(client, link, note="With pleasure.", headers={"Origin": "null"})

    agreement = MentorAgreement.objects.get()
    given = MentorAnswer.objects.get()
    assert answer.url == address(link)
    assert (agreement.status, agreement.confirmed_how, agreement.confirmed_by) == (
        "confirmed",
        "link",
        "Margaret L.",
    )
    assert agreement.confirmed_words == given.words == words
    assert (given.kind, given.note, given.number) == ("yes", "With pleasure.", 1)
    assert agreement.shared_on == agreement.confirmed_on == timezone.localdate(given.answered_at)
    assert "You said yes on" in client.get(address(link)).content.decode()


def test_an_answer_sent_twice_is_one(client, link):
    form = form_on(client, link)

    first = send(client, link, form, kind="almost", note="Shorter, please")
    second = send(client, link, form, kind="almost", note="Shorter, please")
    after_yes = [send(client, link, form_yes) for form_yes in [form_again(client, link)] for _time in (1, 2)]

    assert first.url == second.url == address(link)
    assert {answer.status_code for answer in after_yes} == {302}
    assert list(MentorAnswer.objects.values_list("kind", flat=True)) == ["yes", "almost"]


def form_again(client, link):
    [form] = forms_of(client.get(address(link), {"again": "1"}))
    return form


def test_almost_keeps_only_the_clauses_that_were_changed(client, link):
    send(client, link, kind="almost", clause_boundaries="No calls\r\nat weekends.", clause_time="Until June?")

    [boundaries, time] = Suggestion.objects.order_by("clause")
    assert (boundaries.clause, boundaries.before, boundaries.text) == (
        "boundaries",
        "No job references.",
        "No calls\nat weekends.",
    )
    assert (time.clause, time.before, time.text) == ("time", "", "Until June?")
    assert MentorAgreement.objects.get().status == "shared"
    assert "that’s sent" in client.get(address(link)).content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "perhaps"}, "kind"),
        ({"name": " \u200b "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"note": "x" * 2001}, "note"),
        ({"kind": "almost", "note": ""}, "__all__"),
        ({"kind": "yes", "clause_boundaries": "Otherwise"}, "kind"),
        ({"kind": "almost", "clause_where": "x" * 201}, "clause_where"),
        ({"kind": "almost", "clause_boundaries": "x" * 4001}, "clause_boundaries"),
        ({"form_key": "x"}, "form_key"),
        ({"shown": ""}, "shown"),
    ],
)
def test_a_mistake_comes_back_with_everything_typed(client, link, typed, field):
    before = addresses.rows()

    answer = send(client, link, **{"name": "Margaret <b>", "note": "Dear you"} | typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Margaret &lt;b&gt;" in answer.content.decode() or "name" in typed
    assert addresses.rows() == before


def test_an_answer_to_words_that_changed_meanwhile_is_not_taken(client, link):
    form = form_on(client, link)
    draft = link.agreement.open_draft()
    draft.record(boundaries="Nothing is out of bounds.")
    draft.mark(SHARED, timezone.localdate())

    for changes in ({}, {"kind": "almost", "clause_ending": "With a week’s notice."}):
        answer = send(client, link, form, **changes)

        assert answer.status_code == 422
        assert "changed the words" in str(answer.context["form"].errors)
        assert "Nothing is out of bounds." in answer.content.decode()
        assert not MentorAnswer.objects.exists()

    # What was typed is kept, and only that is suggested when it is sent once more.
    [again] = forms_of(answer)
    client.post(again.action, again.data())
    assert Suggestion.objects.get().clause == "ending"
    assert MentorAnswer.objects.get().words == draft.words()


def test_a_yes_while_the_mentee_is_at_work_is_to_what_was_read(client, link):
    form = form_on(client, link)
    link.agreement.open_draft().record(boundaries="Half a sen")

    send(client, link, form)

    confirmed, proposed = MentorAgreement.objects.order_by("number")
    assert (confirmed.status, confirmed.boundaries) == ("confirmed", "No job references.")
    assert (proposed.status, proposed.boundaries) == ("draft", "Half a sen")


def test_a_link_to_what_was_taken_back_opens_nothing(client, link):
    form = form_on(client, link)
    link.agreement.forget(SHARED)

    assert client.get(address(link)).status_code == 404
    assert send(client, link, form).status_code == 404
    assert not MentorAnswer.objects.exists()


def test_the_newest_version_that_was_shared_or_agreed_on_is_read(client, link):
    form = form_on(client, link)
    send(client, link)
    new = MentorAgreement.objects.get().change()
    new.record(boundaries="All new.")
    assert "All new." not in client.get(address(link)).content.decode()
    new.confirm(timezone.localdate(), "mail")

    page = client.get(address(link)).content.decode()

    assert "All new." in page
    assert "No job references." not in page
    assert "Send my answer" not in page
    assert send(client, link, form, form_key="1" * 32).status_code == 422
    assert MentorAnswer.objects.count() == 1


def test_the_link_of_a_deleted_draft_opens_nothing(client, link):
    link.agreement.delete()

    assert client.get(address(link)).status_code == 404


def test_the_days_are_those_of_the_mentee(client, link, alice, freeze):
    freeze(dt.datetime(2026, 6, 30, 12, 30, tzinfo=dt.UTC))
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    soon = dt.datetime(2026, 6, 30, 13, tzinfo=dt.UTC)
    link = ShareLinkFactory(owner=alice, agreement=ready(alice), expires_at=soon)

    send(client, link)

    assert MentorAgreement.objects.get(pk=link.agreement_id).confirmed_on == dt.date(2026, 7, 1)


def test_the_answer_is_told_by_mail_without_a_name_in_it(client, link, settings, alice):
    settings.MAIL_ENABLED = True

    send(client, link, kind="no", note="Too busy, sorry")

    [told] = mail.outbox
    assert told.to == [alice.email]
    assert reverse("agreements.detail", args=[link.agreement_id]) in told.body
    assert "Margaret" not in told.subject + told.body
    assert "busy" not in told.body


def test_a_mail_that_fails_breaks_no_answer(client, link, settings, monkeypatch):
    settings.MAIL_ENABLED = True

    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)

    assert send(client, link, kind="no").status_code == 302
    assert MentorAnswer.objects.get().kind == "no"


def test_hostile_words_stay_words(client, link, client_alice):
    bad = "<script>alert(1)</script>{{ 7|add:7 }}"

    send(client, link, kind="almost", name=bad, note=bad, clause_boundaries=bad)

    for page in (
        client_alice.get(reverse("agreements.detail", args=[link.agreement_id])),
        client_alice.get(reverse("agreements.versions", args=[link.agreement_id])),
        client_alice.get("/"),
    ):
        assert "<script>alert(1)" not in page.content.decode()
    assert (
        "&lt;script&gt;"
        in client_alice.get(reverse("agreements.detail", args=[link.agreement_id])).content.decode()
    )


def test_a_goal_that_is_not_named_is_not_told(client, link, alice):
    goal = GoalFactory(owner=alice, title="Leave my job quietly")
    GoalStepFactory(goal=goal)
    MentorAgreementFactory(owner=alice, goals=[goal])

    assert "quietly" not in client.get(address(link)).content.decode()


def test_an_answer_that_a_phone_brings_back_leads_to_the_agreement(client, link):
    for ask in (client.get, client.head):
        response = ask(reverse("shared.answered", args=[link.token]))

        assert response.status_code == 405
        assert response["Referrer-Policy"] == "no-referrer"
    page = client.get(reverse("shared.answered", args=[link.token])).content.decode()
    assert f'href="{address(link)}">Open the agreement</a>' in page
    assert link.owner.first_name not in page


def test_names_stay_as_they_were_when_it_was_confirmed(client_alice, link, alice):
    agreement = link.agreement
    before = (alice.name, agreement.mentor.name)
    agreement.confirm(timezone.localdate(), "in_person")
    alice.name = "Renamed Mentee"
    alice.save()
    agreement.mentor.record(name="Renamed Mentor")
    agreement = MentorAgreement.objects.get(pk=agreement.pk)
    mentors, paper = (
        client_alice.get(page).content.decode()
        for page in (
            reverse("shared.detail", args=[link.token]),
            reverse("agreements.detail", args=[agreement.pk]),
        )
    )

    for page in (mentors, paper):
        article = page[page.index("<article") : page.index("</article>")]
        assert [article.count(name) for name in before] == [3 if agreement.shared_on else 2, 3]
        assert "Renamed" not in article
    assert f"For {before[1]}" in mentors
    for name in before:
        assert name in as_text(agreement)


def test_a_version_replaced_before_a_yes_is_kept_as_it_was_offered(client, client_alice, link, today):
    first = link.shown
    newer = first.open_draft()
    newer.share(today)
    there = reverse("agreements.detail", args=[first.pk])
    page = client_alice.get(there)
    refused = client_alice.post(
        reverse("agreements.confirmed", args=[first.pk]), {"how": "in_person", "on": today}, follow=True
    )
    kept = client_alice.get(reverse("agreements.delete", args=[first.pk]), follow=True)
    old = ShareLinkFactory(owner=first.owner, agreement=first, shows_one_version=True)

    assert "Agreement with" in words_on(page)
    assert "Working with" not in words_on(page)
    assert "a newer one took its place before it was confirmed" in words_on(page)
    assert "You’ve shared a newer version since, which took the place of this one" in words_on(refused)
    assert "A newer version took the place of this one." in words_on(kept)
    assert "for a link to the newer one" in words_on(client.get(reverse("shared.detail", args=[old.token])))
    newer.delete()
    assert client.get(reverse("shared.detail", args=[link.token])).status_code == 404
