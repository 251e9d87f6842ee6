"""How the pages of introductions record a fact: under the owner's lock, said with a way back."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.introduction_facts import PersonForm
from ..introductions import track
from ..models import Introduction
from .owned import back, bound_to, day_of, owned_or_404, press, say, today_of


def noted(request, introduction: Introduction, fact: str, undo: str = "") -> tuple[str, str]:
    """What the flash says about a fact, and the address of its Undo."""
    sentence = track.SENTENCES[fact]() % track.names(introduction)
    words = {"sentence": sentence, "when": track.when(getattr(introduction, fact), today_of(request))}
    return _("Noted: %(sentence)s %(when)s.") % words, reverse(
        "introductions.forgotten", args=[introduction.pk, fact]
    ) + undo


def told_fact(request, pk: int, fact: str, verb: Callable):
    """Record one fact, say so with a way back, and go to where the person was."""

    before = []

    def tell(introduction):
        on = getattr(introduction, fact)
        before.append(on)
        if on and not (request.POST.get("on") or request.GET.get("on")):
            # A button pressed in a stale window must not move the day.
            raise ValidationError(_("You noted that already, for %(day)s.") % {"day": track.on_day(on)})
        verb(introduction, day_of(request))

    with transaction.atomic():
        request.user.lock()
        introduction = press(
            request,
            Introduction.objects.with_people(),
            pk,
            tell,
            said=lambda introduction: noted(request, introduction, fact)[0],
            undo=lambda introduction: _undo_of(request, introduction, fact, before[0]),
        )
    return back(request, f"{reverse('introductions.index')}#introduction-{introduction.pk}")


def _undo_of(request, introduction: Introduction, fact: str, before) -> str:
    """The address that takes a fact back: to nothing, or to the day that stood there before."""
    if before is None:
        return noted(request, introduction, fact)[1]
    verb = reverse(f"introductions.{fact.removesuffix('_on')}", args=[introduction.pk])
    return f"{verb}?on={before.isoformat()}"


def fact_of_somebody(request, pk: int, page: str, verb: Callable):
    """Record a fact that needs a person: in one click when there is one, else on a page that asks who it was."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    if introduction.prospect_id and request.method == "POST":
        return told_fact(request, pk, f"{page}_on", verb)
    if introduction.prospect_id or not introduction.awaits_answer:
        return redirect("introductions.detail", pk)
    said = {
        "checked": _("Noted: %(introducer)s checked with %(person)s first."),
        "made": _("Noted: %(introducer)s introduced you to %(person)s."),
    }[page]
    return person_page(request, introduction, page, verb, said, (f"{page}_on", "?anyone=1"))


def person_page(request, introduction: Introduction, page: str, verb: Callable, said: str, undo: tuple):
    """Ask who it was; then record it, say so with a way back, and go to the row."""
    form = PersonForm(introduction=introduction, owner=request.user, **bound_to(request))

    def record(introduction):
        # Named meanwhile, in another window: then it is that person.
        verb(introduction, form.cleaned_data["on"], introduction.prospect or form.chosen())

    if done := attempt(request, form, introduction, record):
        fact, query = undo
        way_back = reverse("introductions.forgotten", args=[done.pk, fact]) + query
        say(request, said % track.names(done), way_back)
        return back(request, f"{reverse('introductions.index')}#introduction-{done.pk}")
    context = {"introduction": introduction, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, f"mentoring/introductions/{page}.html", context, status=status)


def attempt(request, form, introduction: Introduction, verb: Callable) -> Introduction | None:
    """Do what a valid form says under the owner's lock; what is refused becomes an error at the day."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            request.user.lock()
            introduction = owned_or_404(request, Introduction.objects.with_people(), pk=introduction.pk)
            verb(introduction)
    except ValidationError as refusal:
        form.refuse(refusal)
        return None
    return introduction
