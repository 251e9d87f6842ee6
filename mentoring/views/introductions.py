"""Step 3: asking for introductions, and keeping every promise that comes with them."""

import uuid

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import letters
from ..dates.days import due_after_a_name
from ..forms.introduction_facts import ClosedForm, DatesForm, FurtherForm
from ..forms.introductions import AskForm, DirectForm
from ..introductions import track
from ..introductions.paths import paths_for
from ..models import Contact, Goal, Introduction
from ..models.introduction_facts import AGREED, CLOSED, MADE
from ..models.known import known_directly
from ..pages import whose_turn
from ..status import loading, next_actions
from ..status.next_actions import Action
from ..status.next_actions.introductions import courtesy_action
from ..status.records import records_of
from . import questions
from .ask_page import ask_page, record_named, said_no_page
from .confirm import delete_page
from .introduction_facts import attempt, flash, person_page, record_fact
from .owned import back, bound_to, form_page, owned_or_404, press, say, today_of, undone_once

ON_A_PAGE = 20
CLOSED_LINES = 10
Status = Introduction.Status


def index(request):
    """Introductions by whose turn it is, drafts, and the last ones that are over; or all that are over."""
    records = records_of(request)
    if request.GET.get("show") == "closed":
        return _closed_page(request, records)
    rows = whose_turn.by_turn(records)
    rows += [("draft", draft) for draft in track.drafts(request.user.pk)]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    over = records.counts.introductions - len(rows)
    context = {
        "has_any": bool(records.counts.introductions),
        "page": page,
        "sections": whose_turn.sections(records, page.object_list),
        "lede": whose_turn.lede(records),
        "over": over,
        "closed": whose_turn.lines(records, track.over.of(request.user.pk)[:CLOSED_LINES]) if over else [],
    }
    return render(request, "mentoring/introductions/index.html", context)


def _closed_page(request, records):
    """Everything that is over, a page at a time."""
    paginator = Paginator(track.over.of(request.user.pk), ON_A_PAGE)
    paginator.count = len(track.over(request.user.pk))
    page = paginator.get_page(request.GET.get("page"))
    context = {"page": page, "closed": whose_turn.lines(records, page.object_list)}
    return render(request, "mentoring/introductions/over.html", context)


def detail(request, pk):
    """One introduction: what is due, everything that happened, and the message as it was sent."""
    mine = Introduction.objects.with_people().prefetch_related("meetings", "criteria")
    introduction = owned_or_404(request, mine, pk=pk)
    today = today_of(request)
    action = _next_action(request, introduction)
    context = {
        "introduction": introduction,
        "line": track.line(introduction, request.user, today),
        "action": action,
        "is_due": bool(action and action.due_on <= today),
        "is_late": bool(action and action.is_late(today)),
        "due_words": due_after_a_name(action.due_on, today, action.duty) if action else "",
        "history": track.recorded_facts(introduction),
        "recordable": track.recordable(introduction),
        "ways_to_ask": track.ways_to_ask(introduction),
        "meeting": track.next_meeting(introduction),
        "letters": letters.links(introduction),
        "relatives": _relatives(request, introduction),
        "today": today,
    }
    return render(request, "mentoring/introductions/detail.html", context)


def _next_action(request, introduction: Introduction) -> Action | None:
    """What is to do: its next courtesy, else the thanks to the person; None where nothing is owed."""
    records = records_of(request)
    if courtesy := introduction.next_courtesy(request.user):
        return courtesy_action(records, introduction, courtesy)
    return next_actions.thanks_due(records, introduction)


def _relatives(request, introduction: Introduction) -> list[Introduction]:
    """The other introductions that came of the same ask."""
    first = introduction.came_from_id or introduction.pk
    same = Introduction.objects.owned_by(request.user).filter(Q(pk=first) | Q(came_from=first))
    return list(same.exclude(pk=introduction.pk).with_people().order_by(MADE.column, "pk"))


# The ask, and a letter to somebody one knows


def new(request):
    """The ask, written from a goal and criteria; `from`, `to` and `goal` in the address choose them."""
    people = Contact.objects.owned_by(request.user).current().annotate(known_directly=known_directly())
    prospect = record_named(people, request.GET.get("to"))
    today, begun = today_of(request), {}
    if request.method != "POST":  # what was sent says everything itself
        if prospect and prospect.said_no:
            return said_no_page(request, prospect)
        introducer = record_named(people, request.GET.get("from"))
        goal = record_named(Goal.objects.owned_by(request.user).active(), request.GET.get("goal"))
        begun = AskForm.suggested(request.user, introducer, prospect, goal)
    form = AskForm(initial=begun, owner=request.user, **bound_to(request))
    # Found when the page shows them.
    paths = SimpleLazyObject(lambda: paths_for(request.user, prospect, today))
    context = {"prospect": prospect, "paths": paths}
    return ask_page(request, "mentoring/introductions/new.html", form, **context)


def edit(request, pk):
    """A draft, written on; what was sent stays as it was sent."""
    introduction = owned_or_404(request, loading.introduction, pk=pk)
    if not introduction.is_unsent:
        return redirect("introductions.detail", pk)
    if introduction.is_direct:
        direct_form = DirectForm(instance=introduction, owner=request.user, **bound_to(request))
        return ask_page(request, "mentoring/introductions/direct_edit.html", direct_form, pk=pk)
    form = AskForm(instance=introduction, owner=request.user, **bound_to(request))
    return ask_page(request, "mentoring/introductions/edit.html", form, pk=pk)


def direct(request, pk):
    """A first message to one of the contacts, whom the person knows; one that was begun is written on."""
    person = owned_or_404(request, Contact.objects.with_ends(), pk=pk)
    begun: dict = {}
    if request.method != "POST":
        if person.said_no:
            return said_no_page(request, person)
        mine = Introduction.objects.owned_by(request.user)
        if started := mine.unmet_directly(person).first():
            return redirect("introductions.edit", started.pk)
        begun = DirectForm.suggested(request.user, person)
    form = DirectForm(
        instance=Introduction(prospect=person), initial=begun, owner=request.user, **bound_to(request)
    )
    return ask_page(request, "mentoring/introductions/direct.html", form)


def delete(request, pk):
    """Ask first, saying what goes with it."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    said = _("The message was deleted.") if introduction.is_direct else _("The introduction was deleted.")
    said = _("The draft was deleted.") if introduction.is_draft else said
    return delete_page(
        request,
        introduction,
        questions.about_introduction,
        said,
        "introductions.index",
        lambda introduction: introduction.remove(),
    )


# One click each: what happened, today or on the day that is given


@require_POST
def noted(request, pk, fact):
    """One fact of the table happened."""
    return record_fact(request, pk, fact)


# Whom it is about: one click for a known person, else a page that asks who it was


def named(request, pk):
    """The introducer came up with somebody, where the ask said "anyone who fits"."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    if introduction.prospect_id or not introduction.awaits_answer:
        return redirect("introductions.detail", pk)
    fact, undo = ("prospect", "") if AGREED.day(introduction) else (AGREED.column, "?anyone=1")

    def said(done):
        words = _("Noted: %(introducer)s came up with %(person)s.") % done.names
        return words, reverse("introductions.forgotten", args=[pk, fact]) + undo

    return person_page(request, introduction, "named", Introduction.name_person, said)


def noted_of_somebody(request, pk, fact):
    """A fact that needs a person: in one click where there is one, else on a page that asks who it was."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    if introduction.prospect_id and request.method == "POST":
        return record_fact(request, pk, fact)
    if introduction.prospect_id or not introduction.awaits_answer:
        return redirect("introductions.detail", pk)

    def mark(introduction, on, prospect):
        introduction.mark(fact, on, prospect=prospect)

    def said(done):
        return flash(request, done, fact, "?anyone=1")

    return person_page(request, introduction, fact.verb, mark, said)


def further(request, pk):
    """Somebody else came of the same ask: a further introduction beside this one."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    if not MADE.day(introduction):
        return redirect("introductions.detail", pk)
    form = FurtherForm(introduction=introduction, owner=request.user, **bound_to(request))
    found = []

    def lead(introduction):
        key = form.cleaned_data["form_key"] or uuid.uuid4()
        made_before = Introduction.objects.owned_by(request.user).filter(form_key=key).with_people().first()
        found.append(made_before or introduction.lead_to(form.cleaned_data["on"], form.chosen(), key))

    if attempt(request, form, introduction, lead):
        [another] = found
        words = _("Noted: %(introducer)s introduced you to %(person)s too.") % another.names
        say(request, words, reverse("introductions.taken_back", args=[another.pk]))
        return redirect("introductions.detail", another.pk)
    context = {"introduction": introduction, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "mentoring/introductions/further.html", context, status=status)


@undone_once
def taken_back(request, pk):
    """A further introduction was none after all."""
    introduction = press(
        request,
        Introduction.objects.with_people(),
        pk,
        Introduction.take_back,
        said=lambda introduction: _("Undone."),
    )
    if introduction.pk:  # it was refused, and is still there
        return redirect("introductions.detail", introduction.pk)
    return redirect("introductions.detail", introduction.came_from_id)


def dates(request, pk):
    """The day of everything that happened, corrected as a whole."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    if introduction.is_draft:
        return redirect("introductions.detail", pk)
    name = str(introduction)
    form = DatesForm(instance=introduction, owner=request.user, **bound_to(request))

    def done(introduction):
        """Back to the page that shows the days."""
        say(request, _("Saved the days."))
        return redirect("introductions.detail", pk)

    return form_page(request, "mentoring/introductions/dates.html", form, done, name=name, pk=pk)


def closed(request, pk):
    """It is over: a page that asks why, or one click that says it."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    if not introduction.reasons_to_close:
        return redirect("introductions.detail", pk)
    form = ClosedForm(introduction=introduction, **bound_to(request))

    def close(introduction):
        introduction.close(form.cleaned_data["on"], form.cleaned_data["because"])

    if done := attempt(request, form, introduction, close):
        words = [_("Closed.")]
        if left := done.next_courtesy(request.user):
            due = {"what": left.fact.courtesy_of(done), "when": track.by(left, today_of(request))}
            words.append(_("One courtesy is left: %(what)s, %(when)s.") % due)
        if done.declined_because:
            words.append(_("A kind word to %(person)s keeps the door open.") % done.names)
        say(request, " ".join(words), reverse("introductions.forgotten", args=[pk, CLOSED.column]))
        return back(request, "introductions.detail", pk)
    context = {"introduction": introduction, "form": form}
    return render(
        request, "mentoring/introductions/closed.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def forgotten(request, pk, fact):
    """Undo one fact (or the person, as "prospect"), unless another rests on it."""
    to_anyone, brought = "anyone" in request.GET, tuple(request.GET.getlist("brought"))
    press(
        request,
        Introduction.objects.with_people(),
        pk,
        lambda introduction: introduction.forget(fact, to_anyone, brought),
        said=lambda introduction: _("Undone."),
    )
    return back(request, "introductions.detail", pk)
