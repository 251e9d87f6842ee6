"""What the tests of letters share: their pages, what they hold, and how far an introduction came."""

import datetime as dt

from django.urls import reverse

INDEX = reverse("letters.index")
TODAY = dt.date(2026, 3, 12)


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def url(introduction, kind: str) -> str:
    return reverse("letters.write", args=[introduction.pk, kind])


def edit_url(kind: str) -> str:
    return reverse("letters.edit", args=[kind])


def shown(response) -> tuple[str, str]:
    """The subject and the text of a letter page."""
    form = response.context["form"]
    return form["subject"].value(), form["message"].value()


def typed(response, **more) -> dict:
    """What a browser would send from a letter page."""
    form = response.context["form"]
    names = [name for name in form.fields if form[name].value() is not None]
    return {name: form[name].value() for name in names} | more


MADE = {"made_on": day(3, 6)}
WRITTEN = {**MADE, "written_on": day(3, 7)}
MET = {**WRITTEN, "met_on": day(3, 11)}


def meeting_url(meeting, kind: str = "after-meeting") -> str:
    return reverse("letters.after_meeting", args=[meeting.pk, kind])


def own(client, kind: str, **more):
    form = typed(client.get(edit_url(kind)))
    return client.post(edit_url(kind), form | more)
