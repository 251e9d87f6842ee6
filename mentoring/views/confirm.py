"""The one page that asks before something is deleted for good, or says why it stays."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..links.addresses import with_query_of
from .owned import back, say, today_of, with_then

CONFIRM = "mentoring/confirm.html"
CANCEL = _("Cancel")


@dataclass(frozen=True)
class Question:
    """What the page says about a record; one without a button for deleting says why the record stays."""

    title: str
    crumbs: Sequence[tuple[Any, str]]  # the way here: words and their address, the last perhaps without one
    button: str = ""
    keep: str | Promise = CANCEL
    heading: str = ""  # the title, where it is empty
    lede: str = ""
    says: Sequence[str] = ()
    aside: str = ""  # in a fainter colour after what it says
    goes_title: str = ""
    goes: Sequence[str] = ()
    kept_by: Sequence[tuple[Any, str, str]] = ()  # for whose sake it stays: name, address, state
    ends: str = ""
    instead: tuple[str, str] | None = None  # the button of what can be done instead, and its address
    keep_url: str = ""  # where deleting leads as well, when it is empty
    see: tuple[str, str] | None = None  # what can be looked at, and its address


def delete_page(
    request: HttpRequest,
    record: Any,
    ask: Callable[[Any, dt.date], Question],
    said: str,
    there: str,
    delete: Callable[[Any], Any] = lambda record: record.delete(),
    template: str = CONFIRM,
    **context: Any,
) -> HttpResponse:
    """Ask about the record; once the button was pressed delete it, say so and go on to `there`: to the same page of
    it, searched the same way, where the link has told what the person left.

    What something else rests on is not deleted, and the page comes back (422) with what it says then.
    """
    home = with_query_of(request.POST.get("next") or request.GET.get("next", ""), resolve_url(there))
    if request.method == "POST":
        person: Any = request.user
        try:
            with transaction.atomic():
                person.lock()
                delete(record)
        except RestrictedError:
            pass
        else:
            say(request, said)
            return back(request, home)
    question = ask(record, today_of(request))
    context |= {"question": question, "keep_url": question.keep_url or home, "home": home}
    context["address"] = with_then(request)
    return render(request, template, context, status=422 if request.method == "POST" else 200)
