"""What the tests of step 3 share: addresses, what a page says, and the forms as they stand."""

import datetime as dt
import re
import uuid

from django.urls import reverse

from mentoring.models import Introduction
from mentoring.models.introduction_facts import COLUMNS
from tests.factories import (
    IntroductionFactory,
)
from tests.markup import forms_of
from tests.pages import html_of

INDEX = reverse("introductions.index")
NEW = reverse("introductions.new")
VERBS = (
    "asked",
    "nudged",
    "agreed",
    "written",
    "followed_up",
    "followed_up_again",
    "answered",
    "thanked",
    "met",
    "introducer_informed",
    "taken_back",
)


def url(verb: str, introduction, *more) -> str:
    return reverse(f"introductions.{verb}", args=[introduction.pk, *more])


def flash(client) -> str:
    found = re.search(r'<div id="flash" role="status">(.*?)</main>', html_of(client.get(INDEX)))
    return re.sub(r"<[^>]+>", " ", found[1][:600])


def ask(owner, today, days_ago: int = 1, **facts) -> Introduction:
    return IntroductionFactory(owner=owner, **{"asked_on": today - dt.timedelta(days=days_ago)} | facts)


def filled(elena, today, **changes) -> dict:
    """The ask as the page sends it, ready to be said sent."""
    return {
        "form_key": str(uuid.uuid4()),
        "introducer": elena.pk,
        "prospect": "anyone",
        "channel": "email",
        "subject": "Do you know someone?",
        "message": "Hi Elena,\r\n\r\nWould you introduce us?",
        "purpose": "Learn how a weekly meeting is run well",
        "write_by": (today + dt.timedelta(days=14)).isoformat(),
        "pledge": "on",
    } | changes


def headings(page: str) -> list[str]:
    """The headings over the rows."""
    return re.findall(r'<h2 id="\w+-h" class="mb-2" tabindex="-1">(.*?)</h2>', page)


def composer(page):
    """The form of the ask as it stands on a page."""
    return next(form for form in forms_of(page) if "composed" in form.fields)


def dates(introduction, **changes) -> dict:
    """The page of the days as it was opened, with changes."""
    told = {name: getattr(introduction, name) for name in COLUMNS if getattr(introduction, name)}
    typed = {name: day.isoformat() for name, day in (told | changes).items()}
    return {"opened_at": introduction.revision, **typed}
