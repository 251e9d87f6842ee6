"""Imports as a page drives them: slice after slice, to the end."""

from django.urls import reverse
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.models import Import


def brought_in(batch: Import) -> Import:
    """All of it among the contacts."""
    batch = importing.confirm_import(batch, timezone.now())
    while batch.state == Import.State.COMING:
        batch = importing.next_slice(batch, timezone.now())
    return batch


def taken_back(batch: Import) -> Import:
    """All of it gone again."""
    batch = importing.undo(batch, timezone.now())
    while batch.state == Import.State.GOING:
        batch = importing.next_slice(batch, timezone.now())
    return batch


def pressed_on(client, answer):
    """The last answer to somebody without a script, who presses "Go on" until there is no more."""
    while answer.status_code == 302 and answer["Location"].endswith("/coming/"):
        page = client.get(answer["Location"])
        assert b"<progress" in page.content
        number = answer["Location"].split("/")[-3]
        answer = client.post(reverse("imports.carry_on", args=[number]))
    return answer
