"""What the tests of the mentor's page share: the page as it stands, its small forms, and letters as they are sent."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from mentoring.status import next_actions
from tests.factories import MeetingFactory
from tests.markup import forms_of, words_on

DAY = dt.timedelta(days=1)


def page_of(client, link, **asked):
    return client.get(reverse("shared.detail", args=[link.token]), asked)


def text_on(client, link, **asked) -> str:
    return words_on(page_of(client, link, **asked))


def form_on(client, link, kind, **asked):
    """One of the small forms as it stands on the page."""
    found = forms_of(page_of(client, link, **asked))
    return next(form for form in found if form.data().get("kind") == [kind] and "name" not in form.data())


def press(client, link, kind, text="", form=None, **asked):
    form = form or form_on(client, link, kind, **asked)
    return client.post(form.action, form.data(**({"text": text} if text else {})))


def actions_of(alice, today) -> dict[str, str]:
    found = next_actions.for_user(alice, today)
    return {
        action.key.kind + "." + action.key.verb: action.title
        for action in found
        if action.key.kind == "message"
    }


# What else may be pressed on the page of a letter.
BUTTONS = {"sent", "keep", "update", "show", "prepared"}


def letter_of(client_alice, address, **typed):
    """The form with the letter on this page, and what it holds with this typed into it."""
    [form] = [form for form in forms_of(client_alice.get(address)) if "message" in form.data()]
    data = form.data(**typed)
    return {name: said for name, said in data.items() if name in typed or name not in BUTTONS}


def send(client_alice, address, **typed):
    """Press “I’ve sent it” on the page of a letter."""
    return client_alice.post(address, letter_of(client_alice, address, **{"sent": "1", **typed}))


def seen_on(told) -> dict[str, str]:
    """What the form says once names were pointed out in it."""
    return {"seen": next(form.data()["seen"][0] for form in forms_of(told) if "seen" in form.data())}


def held_session(alice, running, **facts):
    return MeetingFactory(
        owner=alice,
        contact=running.mentor,
        kind="session",
        starts_at=timezone.now() - 10 * DAY,
        held_on=timezone.localdate() - 10 * DAY,
        recorded_on=timezone.localdate() - 10 * DAY,
        **facts,
    )
