"""Step 4: a talk is planned, prepared, held and written down."""

from functools import partial
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import letters
from ..dates.days import long_day, plain_day
from ..forms.debriefs import RecordForm
from ..forms.meetings import MINUTES, MeetingForm
from ..forms.preparations import (
    LAST_QUESTION,
    PrepareForm,
    PrepareSessionForm,
    questions_about,
    to_find_out,
    up_front_words,
)
from ..forms.session_records import RecordSessionForm
from ..models import Contact, Introduction, Meeting, MentorAgreement
from ..models.meeting_facts import AGENDA_SENT, AGENDA_SHOWN, PREPARED
from ..models.prepared import prepared
from ..pages.first_talk import before_first_talk
from ..pages.session import before_session
from ..text.text import record_number
from . import facts, questions
from .confirm import delete_page
from .offers import offer_calendar
from .owned import back, bound_to, day_of, form_page, owned_or_404, press, say, today_of
from .showing import is_unshown, place_to_point_out, to_point_out

PER_PAGE = 20
PREPARE = "mentoring/meetings/prepare.html"
PREPARE_SESSION = "mentoring/meetings/prepare_session.html"


def index(request):
    """What lies ahead, what is still to be written down, and what was."""
    now, planned = timezone.now(), planned_meetings(request.user.pk)
    paginator = Paginator(past_meetings.of(request.user.pk), PER_PAGE)
    paginator.count = Meeting.objects.owned_by(request.user).over().count()
    context = {
        "ahead": [meeting for meeting in planned if meeting.starts_at > now],
        "to_write_down": [meeting for meeting in planned if meeting.starts_at <= now],
        "page": paginator.get_page(request.GET.get("page")),
    }
    return render(request, "mentoring/meetings/index.html", context)


@prepared
def planned_meetings(owner: int) -> QuerySet:
    """What is planned or still to be written down, the earliest first."""
    return Meeting.objects.owned_by(owner).with_people().planned().order_by("starts_at", "pk")


@prepared
def past_meetings(owner: int) -> QuerySet:
    """What was written down or cancelled, the latest first."""
    return Meeting.objects.owned_by(owner).with_people().over()


def new(request):
    """Plan a meeting; `with`, `introduction` and `kind` in the address fill the form."""
    form = MeetingForm(owner=request.user, initial=_wished(request), **bound_to(request))
    return form_page(
        request, "mentoring/meetings/new.html", form, lambda meeting: _after_planning(request, meeting),
        asks_first=partial(place_to_point_out, request),
    )  # fmt: skip


def _wished(request):
    introduction = Introduction.objects.owned_by(request.user).filter(
        pk=record_number(request.GET.get("introduction", ""))
    )
    introduction = introduction.select_related("prospect").first()
    contact = introduction.prospect if introduction else None
    if contact is None:
        people = Contact.objects.owned_by(request.user).current()
        contact = people.filter(pk=record_number(request.GET.get("with", ""))).first()
    agreed = contact and contact.agreements.running().first()
    kind = request.GET.get("kind")
    if kind not in Meeting.Kind.values:
        kind = (Meeting.Kind.SESSION if agreed else Meeting.Kind.FIRST).value
    minutes = agreed.minutes if agreed and kind == Meeting.Kind.SESSION else MINUTES[kind]
    return {"contact": contact, "introduction": introduction, "kind": kind, "minutes": minutes}


def _after_planning(request, meeting):
    facts = {"name": meeting.contact.first_name, "day": long_day(meeting.day, today_of(request))}
    if meeting.starts_at <= timezone.now():
        say(request, _("Noted that you met %(name)s. Write down how it went.") % facts)
        return redirect("meetings.record", meeting.pk)
    say(request, _("Planned: you’re meeting %(name)s on %(day)s.") % facts)
    offer_calendar(request, meeting)
    return redirect("meetings.prepare", meeting.pk)


def edit(request, pk):
    """Another time or place."""
    meeting = owned_or_404(request, Meeting.objects.with_people(), pk=pk)
    form = MeetingForm(instance=meeting, owner=request.user, **bound_to(request))

    def done(meeting):
        facts = {"name": meeting.contact.first_name, "day": long_day(meeting.day, today_of(request))}
        undo = reverse("moves.moved_back", args=[pk]) if form.was_moved else ""
        say(request, _("Saved: the meeting with %(name)s on %(day)s.") % facts, undo)
        return redirect("meetings.record" if meeting.recorded_on else "meetings.prepare", meeting.pk)

    asks_first = partial(place_to_point_out, request)
    return form_page(request, "mentoring/meetings/edit.html", form, done, asks_first, meeting=meeting)


def delete(request, pk):
    """Ask, and say what goes with it; then delete."""
    meeting = owned_or_404(request, Meeting.objects.with_people(), pk=pk)
    said = _("Deleted the meeting with %(name)s.") % {"name": meeting.contact.first_name}
    return delete_page(request, meeting, questions.about_meeting, said, "meetings.index", _delete_meeting)


def _delete_meeting(meeting: Meeting) -> None:
    meeting.delete()
    meeting.contact.refresh_last_touch()


# Before --------------------------------------------------------------------------------------------


def prepare(request, pk):
    """One page to go in with; a first meeting and a session are two different pages."""
    meeting = owned_or_404(request, Meeting.objects.with_people(), pk=pk)
    if not meeting.is_first:
        return _prepare_session(request, meeting)
    context = before_first_talk(meeting, request.POST.get("main_goal", ""))
    asked = questions_about(context["fit"])
    find_out = [to_find_out(cell) for cell in asked]
    proposed = {
        "up_front_words": up_front_words(meeting, context["goal"]),
        "questions": "\n".join([*(item["question"] for item in find_out), str(LAST_QUESTION)]),
    }
    form = PrepareForm(
        instance=meeting,
        owner=request.user,
        proposed=proposed,
        goal=context["goal"],
        early={goal: up_front_words(meeting, goal) for goal in context["goals"]},
        **bound_to(request),
    )
    context |= {"find_out": find_out, "last_question": LAST_QUESTION}
    context["unphrased"] = next((cell.criterion for cell in asked if not cell.criterion.question), None)
    if request.POST.get("questions_from") in ("proposed", "new"):
        form.rewrite(request.POST["questions_from"])
        return render(request, PREPARE, {"form": form, "is_rewritten": True, **context})
    if form.is_bound and form.asks_to_replace(context["before"]):
        return render(request, PREPARE, {"form": form, "asks_to_replace": True, **context})
    return form_page(request, PREPARE, form, _noted(request, pk), **context)


def _prepare_session(request, meeting):
    """The steps since last time, what one asks for, and the agenda as a letter; last time's notes one click away."""
    context = before_session(meeting, today_of(request))
    form = PrepareSessionForm(
        instance=meeting, owner=request.user, moment=context["moment"], **bound_to(request)
    )
    if form.is_bound and "update" in request.POST and form.is_valid():
        context["asks_to_replace"] = form.update(request.POST["update"])
        return render(request, PREPARE_SESSION, {"form": form, **context})
    agreement = context["agreement"]
    has_page = agreement is not None and agreement.is_running
    if form.is_bound and "sent" in request.POST and has_page and form.is_valid():
        lines = AGENDA_SHOWN.lines(AGENDA_SHOWN.held(meeting, form.as_sent().message))
        if told := to_point_out(request, meeting.contact, lines):
            return render(request, PREPARE_SESSION, {"form": form, **context, **told})
    return form_page(
        request, PREPARE_SESSION, form, _noted(request, meeting.pk, context["agreement"]), **context
    )


def _noted(request, pk, agreement=None):
    """Keep what was prepared; the further buttons say that nothing is missing, that the agenda is sent, or lead to the
    page on which it may be shown to the mentor of the agreement.
    """

    def done(meeting):
        if "prepared" in request.POST:
            return facts.noted(request, pk, PREPARED)
        if "sent" in request.POST:
            is_shown = agreement and agreement.is_running and not is_unshown(request)
            return facts.noted(request, pk, AGENDA_SENT, letter=meeting.agenda if is_shown else None)
        if "show" in request.POST and agreement and not agreement.is_draft:
            return redirect("mentor_messages.look", agreement.pk)
        say(request, _("Saved your preparation."))
        return redirect("meetings.prepare", pk)

    return done


@require_POST
def cancelled(request, pk):
    """It will not take place."""
    press(
        request, Meeting, pk,
        lambda meeting: meeting.cancel(day_of(request)),
        said=lambda meeting: _("Cancelled the meeting with %(name)s.") % {"name": meeting.contact.first_name},
        undo=lambda meeting: reverse("meetings.reinstated", args=[pk]),
    )  # fmt: skip
    return back(request, "meetings.index")


@require_POST
def reinstated(request, pk):
    """It takes place after all."""
    meeting = owned_or_404(request, Meeting, pk=pk)
    how = meeting.fell_through
    again = (
        reverse("moves.fell_through", args=[pk, how.replace("_", "-")])
        if how
        else reverse("meetings.cancelled", args=[pk])
    )
    undo = _on(again, meeting.cancelled_on)
    said = _("The meeting with %(name)s is going ahead after all.")
    press(
        request, Meeting, pk,
        lambda meeting: meeting.reinstate(),
        said=lambda meeting: said % {"name": meeting.contact.first_name},
        undo=lambda meeting: undo,
    )  # fmt: skip
    return back(request, "meetings.index")


# After ---------------------------------------------------------------------------------------------


def record(request, pk):
    """How it went: answers, outcome, what was found out; may be corrected later."""
    meeting = owned_or_404(request, Meeting.objects.with_people(), pk=pk)
    ahead = None
    try:
        meeting.require_can_be_written_down(today_of(request))
    except ValidationError as refusal:
        ahead = refusal.messages[0]
    agreement = None
    form: RecordForm | RecordSessionForm
    if meeting.is_first:
        form = RecordForm(instance=meeting, owner=request.user, **bound_to(request))
    else:
        agreement = MentorAgreement.objects.owned_by(request.user).of_session(meeting)
        form = RecordSessionForm(
            instance=meeting, owner=request.user, agreement=agreement, **bound_to(request)
        )
    return form_page(
        request,
        "mentoring/meetings/record.html",
        form,
        done=lambda meeting: _written_down(request, meeting, agreement),
        meeting=meeting,
        ahead=ahead,
        agreement=agreement,
    )


# What was noted, and what comes next.
SAVED = {
    "": gettext_lazy("Saved how it went with %(name)s."),
    Meeting.Outcome.GOOD_FIT: gettext_lazy("Saved. %(name)s is a good fit: now write it down together."),
    Meeting.Outcome.TALK_AGAIN: gettext_lazy("Saved. Now find a day to talk to %(name)s again."),
    Meeting.Outcome.NOT_NOW: gettext_lazy("Saved: not now. We won’t suggest %(name)s until you say so."),
    Meeting.Outcome.UNDECIDED: gettext_lazy("Saved. We’ll ask you about %(name)s again in a week."),
    Meeting.Outcome.NOT_A_FIT: gettext_lazy("Saved. Now say thank you to %(name)s."),
    Meeting.Outcome.SAID_NO: gettext_lazy(
        "Saved. Say thank you to %(name)s, and ask who else comes to mind."
    ),
}
RESTING = gettext_lazy("Saved: not now. On %(day)s you’ll be reminded to ask %(name)s again.")


def _written_down(request, meeting, agreement):
    outcome, words = meeting.outcome, {"name": meeting.contact.first_name}
    said = SAVED[outcome]
    # Whoever said “not now” may have been asked again since, or be the mentor.
    is_not_now = outcome == Meeting.Outcome.NOT_NOW
    if is_not_now and not meeting.contact.said_not_now:
        said = SAVED[""]
    elif is_not_now and meeting.ask_again_on:
        said, words["day"] = RESTING, plain_day(meeting.ask_again_on, today_of(request))
    elif outcome in Meeting.Outcome.closing() and meeting.thanked_on:
        said = SAVED[""]
    say(request, said % words)
    return redirect(_next_after(meeting, agreement))


def _next_after(meeting, agreement) -> str:
    """The page on which what follows from an outcome is done; the first page where nothing does."""
    contact = {"with": meeting.contact_id}
    if not meeting.is_first:
        is_open = agreement and not meeting.summary_sent_on
        return reverse("letters.summary", args=[meeting.pk]) if is_open else reverse("meetings.index")
    match meeting.outcome:
        case Meeting.Outcome.GOOD_FIT if not meeting.contact.agreements.exists():
            return f"{reverse('agreements.new')}?{urlencode(contact)}"
        case Meeting.Outcome.TALK_AGAIN if not meeting.contact.meetings.planned().exists():
            return f"{reverse('meetings.new')}?{urlencode(contact | {'kind': Meeting.Kind.FIRST.value})}"
        case Meeting.Outcome.NOT_A_FIT | Meeting.Outcome.SAID_NO if not meeting.thanked_on:
            return letters.meeting_url(meeting)
    return reverse("dashboard.index")


def _on(address, day):
    """The address of a verb with the day it puts back."""
    return f"{address}?{urlencode({'on': day.isoformat()})}" if day else address
