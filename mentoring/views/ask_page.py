"""How the pages on which a first message is written come and go: an ask, or a letter to somebody one knows."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..dates.days import plain_day
from ..forms.composer import ComposerForm
from ..models import Contact, Introduction
from ..models.introduction_facts import ASKED, WRITTEN
from ..models.introductions import TAKE_NO
from .introduction_facts import flash
from .offers import offer_nudge
from .owned import form_page, say, today_of


def said_no_page(request, person: Contact):
    """Instead of the page: they said no, and that's settled."""
    context = {"prospect": person, "refusal": TAKE_NO % {"name": person.first_name}}
    return render(request, "mentoring/introductions/said_no.html", context)


def record_named(records, pk: str | None):
    """The record an address names, or None where it names nothing of the person's."""
    return (
        records.filter(pk=int(pk)).first()
        if pk and pk.isascii() and pk.isdecimal() and len(pk) < 19
        else None
    )


def ask_page(request, template: str, form: ComposerForm, **context):
    """Show the ask, make its words anew, or save it as a draft or as sent."""
    if not form.is_bound:
        form.open_letter()
    elif "update" in request.POST:
        return _after_update(request, template, form, **context)
    return form_page(request, template, form, done=lambda ask: _after_saving(request, form, ask), **context)


def _after_update(request, template: str, form: ComposerForm, **context):
    """The same page with the words made from the choices; the person's own only when they say so."""
    asks_to_replace = False
    if not form.errors:
        form.follow()
        asks_to_replace = form.has_own_words() and request.POST["update"] != "replace"
        if not (asks_to_replace or form.is_spoken):
            form.rewrite()
    context |= {"form": form, "asks_to_replace": asks_to_replace and not form.is_spoken}
    return render(request, template, context, status=422 if form.errors else 200)


def _after_saving(request, form: ComposerForm, ask: Introduction):
    if ask.is_draft:
        if form.is_sent:  # the same form, already saved as a draft in another window
            say(request, _("This is already a draft. Carry on here."))
        else:
            say(request, _("Saved as a draft."))
        return redirect("introductions.edit", ask.pk)
    if ask.is_unsent:
        day = {**ask.names, "day": plain_day(WRITTEN.due(ask, request.user), today_of(request))}
        write, ask_them = (
            _("Saved. You’ll write to %(person)s by %(day)s."),
            _("Saved. You’ll ask %(person)s by %(day)s."),
        )
        say(request, (ask_them if ask.is_spoken else write) % day)
    elif ask.is_direct:
        say(request, *flash(request, ask, WRITTEN))
    else:
        say(request, *flash(request, ask, ASKED))
        offer_nudge(request, ask)
    return redirect(f"{reverse('introductions.index')}#introduction-{ask.pk}")
