"""One letter on its page: shown, written anew, recorded as sent, or kept as a wording of one's own."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import letters
from ..forms.letters import LetterForm, OwnLetterForm
from ..models import Interaction, LetterKind, OwnLetter
from ..models.constraints import refused_in_words
from .owned import back, bound_to, form_page, say, today_of
from .showing import to_point_out


def letter_page(
    request,
    template: str,
    moment: letters.Moment,
    sent: Callable,
    there: str,
    kept: letters.Letter | None = None,
    shows: Callable | None = None,
    keeps: str = "",
    **context,
):
    """Show the letter, write it anew, or record that it was sent: `sent` returns what to say and its undo.

    One that was `kept` is shown as it was written. `shows` are the lines that the page of whoever it goes to will
    show: where they name somebody, the form comes back once to say so. `keeps` says what is stored: "" for nothing,
    "line" for the one thing it is about, "letter" for all of it.
    """
    own = letters.own_wording(request.user, moment.kind)
    form = LetterForm(moment=moment, own=own, kept=kept, **bound_to(request))
    if form.is_bound and "keep" in request.POST and form.is_valid():
        return edit_page(request, moment.kind, moment.as_wording(form.letter, form.one_thing_said))
    context |= {
        "form": form,
        "moment": moment,
        "slug": letters.slug(moment.kind),
        "heading": moment.heading,
        "advice": moment.advice,
        "finding": moment.finding,
        "asks_to_replace": False,
        "has_page": shows is not None,
        "keeps": keeps,
    }
    if form.is_bound and "update" in request.POST and form.is_valid():
        context["asks_to_replace"] = form.update(request.POST["update"])
        return render(request, template, context)
    if form.is_bound and form.is_valid() and form.catches_up():
        # What was sent is what stands in the letter: nothing is noted that it doesn't say.
        form.add_error(
            "one_thing",
            _("Your letter didn’t say this yet. Now it does: send it, then press “I’ve sent it”."),
        )
    elif form.is_bound and form.is_valid():
        if shows and (told := to_point_out(request, moment.to, shows(form))):
            return render(request, template, context | told)
        try:
            with refused_in_words():
                request.user.lock()
                said = sent(form)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            say(request, *said)
            return back(request, there)
    return render(request, template, context, status=422 if form.is_bound else 200)


def note(request, form: LetterForm) -> tuple[str, str]:
    """Note with the contact that the person wrote; the same letter sent twice is one note."""
    to, key = form.moment.to, form.cleaned_data["form_key"]
    facts = {"contact": to, "on": form.cleaned_data["on"], "kind": Interaction.Kind.WROTE}
    facts["text"] = str(form.moment.kind.label)
    note = Interaction.objects.owned_by(request.user).filter(form_key=key).first() if key else None
    if note is None:
        note = Interaction.objects.create(owner=request.user, **facts, **({"form_key": key} if key else {}))
        to.refresh_last_touch()
    undo = reverse("interactions.taken_back", args=[note.pk])
    return _("Noted: you wrote to %(name)s.") % {"name": to.first_name}, undo


def edit_page(request, kind: LetterKind, written: letters.Letter | None = None):
    """The wording as it stands, as it was sent, or `written` just now: a letter that becomes a wording."""
    own, original = letters.own_wording(request.user, kind), letters.original(kind)
    initial = {} if own else {"subject": original.subject, "text": original.message}
    if written:
        initial = {"subject": written.subject[:200], "text": written.message}
    bound = {} if written else bound_to(request)
    letter = own or OwnLetter(kind=kind)
    form = OwnLetterForm(instance=letter, owner=request.user, initial=initial, **bound)
    values = letters.example(request.user, kind, today_of(request))
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "slug": letters.slug(kind),
        "own": own,
        "is_written": written is not None,
        "original": original,
        "placeholders": [(f"{{{name}}}", value) for name, value in values.items()],
        "preview": form.preview(values),
    }
    if not form.is_bound or "preview" in request.POST:
        status = 422 if form.is_bound and form.errors else 200
        return render(request, "mentoring/letters/edit.html", context, status=status)
    return form_page(
        request, "mentoring/letters/edit.html", done=lambda kept: _after_keeping(request, kept), **context
    )


def _after_keeping(request, letter: OwnLetter):
    say(request, _("Saved. From now on, “%(letter)s” starts from your words.") % {"letter": letter})
    return redirect("letters.index")
