"""The page of a draft: filled in, changed part by part, shared as a version of its own."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorAgreement, ShareLink
from mentoring.status import next_actions
from tests.factories import (
    GoalFactory,
    HelpWantedFactory,
    IntroductionFactory,
    MentorAgreementFactory,
    MentorAnswerFactory,
    ProspectFactory,
)
from tests.markup import words_on
from tests.models.test_agreements import ready

pytestmark = pytest.mark.django_db


def there(name, agreement, *further):
    room = "drafting" if name in ("part", "shared", "lengthened") else "agreements"
    return reverse(f"{room}.{name}", args=[agreement.pk, *further])


@pytest.fixture
def reachable(settings):
    settings.HOST, settings.BASE_URL = "mentors.example.org", "https://mentors.example.org"


@pytest.fixture
def draft(alice, today):
    return ready(
        alice, mentor__name="Margaret Lindqvist", boundaries="As it was", confidentiality="Ours",
        starts_on=today, ends_on=today + dt.timedelta(days=180),
    )  # fmt: skip


@pytest.fixture
def shared(draft, today):
    ShareLink.objects.make(draft, 30, timezone.now())
    return draft


def change(client, agreement, part="boundaries", **typed):
    """Save one part as its page has it, with these fields typed over."""
    form = client.get(there("part", agreement, part), follow=True).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return client.post(
        there("part", agreement, part), data | {"opened_as": form["opened_as"].value()} | typed
    )


def test_a_new_draft_names_the_goals_it_is_about_and_avoids_weekends(client_alice, alice):
    mentor, goal, other = ProspectFactory(owner=alice), GoalFactory(owner=alice), GoalFactory(owner=alice)
    IntroductionFactory(owner=alice, prospect=mentor, goal=other)

    client_alice.post(reverse("agreements.new"), {"mentor": mentor.pk})
    client_alice.post(reverse("agreements.new"), {"mentor": ProspectFactory(owner=alice).pk})

    second, first = MentorAgreement.objects.all()
    assert (list(first.goals.all()), list(second.goals.all())) == ([other], [goal, other])
    assert {day.weekday() in alice.weekend_days for day in (first.trial_on, first.review_on)} == {False}


def test_a_new_draft_names_what_is_looked_for_and_not_what_has_a_mentor(client_alice, alice, today):
    """Also where the two were introduced for a goal that has a mentor by now; what lacks some help is looked for."""
    taken, introduced, sought, lacking = (GoalFactory(owner=alice) for _n in range(4))
    running = MentorAgreementFactory(
        owner=alice, goals=[taken, lacking], confirmed_on=today, confirmed_how="mail", confirmed_words=[]
    )
    first, second, third, fourth = (ProspectFactory(owner=alice) for _n in range(4))
    IntroductionFactory(owner=alice, prospect=second, goal=introduced)
    IntroductionFactory(owner=alice, prospect=third, goal=taken)

    def goals_of_new_draft(mentor):
        client_alice.post(reverse("agreements.new"), {"mentor": mentor.pk})
        return list(MentorAgreement.objects.get(mentor=mentor).goals.order_by("number"))

    assert goals_of_new_draft(first) == [introduced, sought]
    assert goals_of_new_draft(second) == [introduced]
    assert goals_of_new_draft(third) == [introduced, sought]
    empty = MentorAgreement.objects.get(mentor=first)
    empty.agreement_goals.all().delete()
    HelpWantedFactory(goal=lacking, kind="doors")
    form = client_alice.get(there("part", empty, "goals")).context["form"]
    assert form["chosen"].value() == [introduced.pk, sought.pk, lacking.pk]

    for goal in (introduced, sought, lacking):
        goal.achieve(today)
    assert goals_of_new_draft(fourth) == [taken]
    assert list(running.goals.all()) == [taken, lacking]


def test_every_part_stands_on_the_page_in_the_words_the_mentor_will_read(client_alice, draft):
    page = client_alice.get(there("detail", draft)).content.decode()

    for part in MentorAgreement.Part:
        assert f'id="{part}-h"' in page
        assert there("part", draft, part) in page
    assert "As it was" in page
    assert "Share it with Margaret" in page
    assert there("part", draft, "time") + "?all=1" in page


def test_what_the_mentor_does_not_read_is_said_and_what_they_read_stands_there(client_alice, draft, alice):
    draft.lengthen({"purpose": "So that the team can do without me."})
    page = words_on(client_alice.get(there("detail", draft)))
    shown = page.partition("What stays between us")[0]

    assert "The first steps stay with you: Margaret doesn’t read them here." in shown
    assert "So that the team can do without me." in shown


def test_a_draft_with_somebody_for_whom_it_is_not_the_time_says_so(client_alice, draft, alice, today):
    draft.mentor.say_not_now(today, today + dt.timedelta(days=90))
    client_alice.post(there("shared", draft))
    said = words_on(client_alice.get(there("detail", draft)))
    lift = reverse("not_now.lifted", args=[draft.mentor_id])

    lifted = client_alice.post(lift, {"next": there("detail", draft)})
    after = words_on(client_alice.get(there("detail", draft)))
    titles = [one.title for one in next_actions.for_user(alice, today + dt.timedelta(days=8))]

    assert "Not now, since" in said
    assert "Nor will anything remind you of this draft." in said
    assert lifted["Location"] == there("detail", draft)
    assert "Not now, since" not in after
    assert "Ask Margaret about the agreement" in titles


def test_a_goal_that_was_due_before_the_term_is_pointed_out(client_alice, draft, alice, today):
    goal = draft.goals.get()
    words = f"“{goal}” was due on"
    seen = []
    for day in (None, draft.starts_on, draft.starts_on - dt.timedelta(days=1)):
        goal.record(target_on=day)
        page = client_alice.get(there("detail", draft))
        seen.append((words in words_on(page), reverse("goals.edit", args=[goal.pk]) in page.content.decode()))

    assert seen == [(False, False), (False, False), (True, True)]


def test_sharing_makes_a_link_and_the_page_says_who_reads_what(client_alice, draft, reachable, today):
    page = client_alice.post(there("shared", draft), follow=True).content.decode()

    link = ShareLink.objects.get()
    draft.refresh_from_db()
    assert (draft.shared_on, link.shown) == (today, draft)
    assert f"https://mentors.example.org{reverse('shared.detail', args=[link.token])}" in page
    assert "has had it to read since" in page


def test_a_goal_without_a_step_and_a_term_that_is_over_stand_in_the_way(client_alice, alice, today):
    draft = MentorAgreementFactory(
        owner=alice, goals=[GoalFactory(owner=alice, title="Lead")],
        starts_on=today - dt.timedelta(days=90), ends_on=today - dt.timedelta(days=1),
    )  # fmt: skip

    answer = client_alice.post(there("shared", draft))

    assert answer.status_code == 422
    assert answer.context["refused"] == {
        "goals": ["Give “Lead” at least one step"],
        "time": ["Choose a last day that hasn’t passed yet"],
    }
    draft.refresh_from_db()
    assert draft.shared_on is None


def test_a_term_wholly_in_the_past_is_asked_about(client_alice, draft):
    past = {
        "starts_on": "2020-01-01",
        "ends_on": "2020-06-01",
        "trial_on": "",
        "review_on": "",
        "last_session_on": "",
    }

    answer = change(client_alice, draft, "time", **past)
    assert answer.status_code == 422
    assert "would be over already" in answer.content.decode()

    assert change(client_alice, draft, "time", **past, overrule="on").status_code == 302


def test_changing_what_the_mentor_reads_opens_the_next_draft(client_alice, shared):
    answer = change(client_alice, shared, boundaries="No calls")

    first, second = MentorAgreement.objects.order_by("number")
    assert answer.url == there("detail", second) + "#boundaries"
    assert (first.boundaries, first.status) == ("As it was", "shared")
    assert (second.boundaries, second.status, second.goals.count()) == ("No calls", "draft", 1)
    page = client_alice.get(there("detail", second)).content.decode()
    assert "Margaret is reading the version of" in page
    assert "Share the changes" in page
    assert "Your changes" in client_alice.get(there("detail", first)).content.decode()
    assert client_alice.get(there("part", first, "time")).url == there("part", second, "time")

    client_alice.post(there("shared", second))

    assert ShareLink.objects.get().shown == second


def test_nothing_is_opened_by_a_form_that_comes_back(client_alice, shared):
    answer = change(client_alice, shared, boundaries="")

    assert answer.status_code == 422
    assert MentorAgreement.objects.count() == 1


def test_a_second_tab_is_told_what_the_first_has_changed(client_alice, shared):
    form = client_alice.get(there("part", shared, "boundaries")).context["form"]
    seen = {"opened_at": shared.revision, "opened_as": form["opened_as"].value()}
    post = lambda **typed: client_alice.post(there("part", shared, "boundaries"), seen | typed)  # noqa: E731

    assert post(boundaries="No calls").status_code == 302
    answer = post(boundaries="No favours")

    assert answer.status_code == 422
    assert "No calls" in answer.content.decode()
    assert "No favours" in answer.content.decode()
    assert list(MentorAgreement.objects.order_by("number").values_list("boundaries", flat=True)) == [
        "As it was",
        "No calls",
    ]


def test_what_is_typed_while_the_mentor_says_yes_becomes_a_proposal(client_alice, shared, today):
    form = client_alice.get(there("part", shared, "boundaries")).context["form"]
    seen = {"opened_at": shared.revision, "opened_as": form["opened_as"].value(), "boundaries": "No calls"}
    shared.confirm(today, "mail")

    answer = client_alice.post(there("part", shared, "boundaries"), seen)

    first, second = MentorAgreement.objects.order_by("number")
    assert answer.url == there("detail", second) + "#boundaries"
    assert (first.status, first.boundaries) == ("confirmed", "As it was")
    assert (second.status, second.boundaries) == ("draft", "No calls")


def test_bob_shares_and_lengthens_nothing(client_bob, draft):
    for name in ("shared", "lengthened"):
        assert client_bob.post(there(name, draft)).status_code == 404
    draft.refresh_from_db()
    assert (draft.shared_on, draft.is_long) == (None, False)


def test_the_deletion_page_says_what_goes_with_the_first_version(client_alice, shared, today):
    """Changes that nobody has seen, the link and the answers name the version that was shared first."""

    def lede(agreement):
        return client_alice.get(there("delete", agreement)).context["question"].lede

    alone = lede(shared)
    change(client_alice, shared, boundaries="Other")
    [link], draft = ShareLink.objects.all(), MentorAgreement.objects.get(shared_on=None)
    MentorAnswerFactory(link=link, agreement=shared, kind="almost")
    with_all = lede(shared)
    of_the_change = lede(draft)
    client_alice.post(there("delete", shared))

    goes, stays = "What you wrote in it is deleted for good.", "Your goals and the contact stay."
    changes = "your later changes that Margaret hasn’t seen"
    assert of_the_change == f"{goes} {stays}"
    goes += " Margaret may be reading it now, and won’t find it any more."
    assert alone == f"{goes} Also deleted: the private link. {stays}"
    assert with_all == f"{goes} Also deleted: {changes}, the private link and Margaret’s answer. {stays}"
    assert not MentorAgreement.objects.exists()
    assert not ShareLink.objects.exists()


def test_whoever_switched_the_link_off_is_not_told_that_none_works(client_alice, alice, shared, settings):
    settings.HOST = "waymark.example.org"
    [link] = ShareLink.objects.all()

    def says_so():
        return "private link no longer works" in client_alice.get(there("detail", shared)).content.decode()

    before = says_so()
    with time_machine.travel(link.expires_at):
        client_alice.force_login(alice)
        once_its_day_has_passed = says_so()
    client_alice.force_login(alice)
    link.revoke(timezone.now())

    assert (before, once_its_day_has_passed, says_so()) == (False, True, False)


def test_the_way_to_a_draft_that_stands_leads_to_it(client_alice, client_bob, draft):
    address = f"{reverse('agreements.new')}?with={draft.mentor_id}"

    assert client_alice.get(address).url == there("detail", draft)
    assert client_bob.get(address).status_code == 200
