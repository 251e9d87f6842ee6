"""How the pages of introductions record a fact: under the owner's lock, said with a way back."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..dates.days import whole_day
from ..forms.introduction_facts import PersonForm
from ..introductions import track
from ..models import Introduction
from ..models.constraints import refused_in_words
from ..models.facts import Fact
from ..models.introduction_facts import ASKED, CLOSED
from .offers import offer_nudge
from .owned import back, bound_to, day_of, owned_or_404, press, say, says_day, today_of


def flash(request, introduction: Introduction, fact: Fact, undo: str = "") -> tuple[str, str]:
    """What the flash says about a fact, and the address of its Undo."""
    when = track.when(fact.day(introduction), today_of(request))
    address = reverse("introductions.forgotten", args=[introduction.pk, fact.column])
    return _("Noted: %(sentence)s.") % {"sentence": fact.noted_of(introduction, when)}, address + undo


def record_fact(request, pk: int, fact: Fact):
    """Record one fact, say so with a way back, and go to where the person was."""
    before, brought = [], []

    def mark(introduction):
        on = fact.day(introduction)
        before.append(on)
        brought.extend(introduction.brought_by(fact))
        if on and not says_day(request):
            # A button pressed in a stale window must not move the day.
            raise ValidationError(_("You’ve already noted that, for %(day)s.") % {"day": whole_day(on)})
        introduction.mark(fact, day_of(request))

    introduction = press(
        request,
        Introduction.objects.with_people(),
        pk,
        mark,
        said=lambda introduction: flash(request, introduction, fact)[0],
        undo=lambda introduction: _undo_of(request, introduction, fact, before[0], brought),
        undo_first=lambda introduction, code: (
            reverse("introductions.forgotten", args=[pk, CLOSED.column]) if code == "closed" else ""
        ),
    )
    if fact == ASKED and ASKED.day(introduction):
        offer_nudge(request, introduction)
    return back(request, f"{reverse('introductions.index')}#introduction-{introduction.pk}")


def _undo_of(request, introduction: Introduction, fact: Fact, before, brought: list[str]) -> str:
    """The address that takes a fact back with what it brought: to nothing, or to the day that stood there before."""
    if before is None:
        return flash(
            request, introduction, fact, f"?{urlencode({'brought': brought}, True)}" if brought else ""
        )[1]
    return f"{reverse(f'introductions.{fact.verb}', args=[introduction.pk])}?on={before.isoformat()}"


def person_page(request, introduction: Introduction, page: str, verb: Callable, said: Callable):
    """Ask who it was; then record it, say so with a way back (`said`), and go to the row."""
    form = PersonForm(introduction=introduction, owner=request.user, **bound_to(request))

    def record(introduction):
        # Named meanwhile, in another window: then it is that person.
        verb(introduction, form.cleaned_data["on"], introduction.prospect or form.chosen())

    if done := attempt(request, form, introduction, record):
        say(request, *said(done))
        return back(request, f"{reverse('introductions.index')}#introduction-{done.pk}")
    context = {"introduction": introduction, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, f"mentoring/introductions/{page}.html", context, status=status)


def attempt(request, form, introduction: Introduction, verb: Callable) -> Introduction | None:
    """Do what a valid form says under the owner's lock; what is refused becomes an error at the day."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        with refused_in_words():
            request.user.lock()
            introduction = owned_or_404(request, Introduction.objects.with_people(), pk=introduction.pk)
            verb(introduction)
    except ValidationError as refusal:
        form.refuse(refusal)
        return None
    return introduction
