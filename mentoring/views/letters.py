"""Step 3: a letter for every moment, filled from the records; sending it is one click, and never the product's."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import letters
from ..forms.letters import LetterForm, OwnLetterForm
from ..models import (
    Contact,
    Interaction,
    Introduction,
    LetterKind,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    OwnLetter,
)
from ..models.constraints import refused_in_words
from ..models.meeting_facts import ADVICE_SHOWN, REPORTED_BACK, STEPS_SHOWN, SUMMARY_SENT, THANKED
from . import not_now, questions
from .confirm import delete_page
from .introduction_facts import flash
from .owned import back, bound_to, form_page, owned_or_404, say, today_of
from .showing import is_unshown, page_of, to_point_out

INTRODUCTIONS = Introduction.objects.with_people().prefetch_related("meetings", "criteria")


# One letter -----------------------------------------------------------------------------------------


def write(request, pk, kind):
    """A letter about an introduction; once it is sent, the courtesy is done."""
    kind = _kind_or_404(kind)
    introduction = owned_or_404(request, INTRODUCTIONS.all(), pk=pk)
    if kind in (LetterKind.ASK, LetterKind.DIRECT):
        return redirect("introductions.edit", pk)
    offered = letters.offered(introduction)
    if kind not in offered and request.method != "POST":
        return redirect("introductions.detail", pk)
    moment = letters.moment_for_introduction(
        request.user, introduction, kind, today_of(request), offered.get(kind)
    )

    def sent(form):
        introduction = owned_or_404(request, INTRODUCTIONS.all(), pk=pk)  # as it stands now, under the lock
        if kind not in letters.offered(introduction):
            raise ValidationError(_("That’s already noted, or it no longer applies. Nothing was changed."))
        if not moment.fact:
            return note(request, form)
        introduction.mark(moment.fact, form.cleaned_data["on"])
        return flash(request, introduction, moment.fact)

    context = {"introduction": introduction}
    there = reverse("introductions.detail", args=[pk])
    return letter_page(request, "mentoring/letters/write.html", moment, sent, there, **context)


def question(request, pk, criterion_pk):
    """One question for the introducer about the person; once it is sent, it is noted with the contact."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    criterion = owned_or_404(request, MentorCriterion, pk=criterion_pk)
    if not letters.may_be_questioned(introduction):
        return redirect("introductions.detail", pk)
    moment = letters.moment_for_question(request.user, introduction, criterion, today_of(request))
    context = {"introduction": introduction}
    template, there = "mentoring/letters/question.html", reverse("assessments.index")
    return letter_page(request, template, moment, lambda form: note(request, form), there, **context)


def after_meeting(request, pk, kind):
    """Thanks after a meeting, or taking a no; once it is sent, the meeting is thanked for."""
    meeting = owned_or_404(request, Meeting.objects.with_people(), pk=pk)
    moment = letters.moment_for_meeting(request.user, meeting, today_of(request))
    if _kind_or_404(kind) != moment.kind:
        raise Http404
    if (meeting.held_on is None or meeting.thanked_on) and request.method != "POST":
        return redirect("meetings.record", pk)

    def sent(form):
        meeting.refresh_from_db()
        if meeting.thanked_on:
            raise ValidationError(_("You’ve already noted that. Nothing was changed."))
        meeting.mark(THANKED, form.cleaned_data["on"])
        if form.one_thing_said and form.one_thing_said != meeting.one_thing:
            meeting.record(one_thing=form.one_thing_said)
        words = {"name": meeting.contact.first_name}
        return _("Noted: you thanked %(name)s.") % words, reverse("meetings.thanks_forgotten", args=[pk])

    context = {"meeting": meeting, "keeps": "line" if moment.takes_one_thing else ""}
    there = reverse("meetings.index")
    return letter_page(request, "mentoring/letters/after_meeting.html", moment, sent, there, **context)


def keep_in_touch(request, pk):
    """A word after months; once it is sent, it is noted with the contact."""
    contact = owned_or_404(request, Contact, pk=pk)
    moment = letters.moment_for_contact(request.user, contact, today_of(request))

    def sent(form):
        return note(request, form)

    there = reverse("contacts.detail", args=[pk])
    return letter_page(request, "mentoring/letters/keep_in_touch.html", moment, sent, there, contact=contact)


def report_back(request, pk):
    """What came of somebody's advice; once it is sent, they know it."""
    meeting = owned_or_404(request, Meeting.objects.with_people(), pk=pk)
    if meeting.held_on is None and request.method != "POST":
        raise Http404
    moment = letters.moment_to_report(request.user, meeting, today_of(request))
    has_page = page_of(request, meeting.contact) is not None

    def shows(form):
        meeting.came_of_it = form.one_thing_said
        return ADVICE_SHOWN.lines(ADVICE_SHOWN.held(meeting, form.letter.message))

    def sent(form):
        meeting.refresh_from_db()
        if meeting.reported_back_on:
            raise ValidationError(_("You’ve already noted that. Nothing was changed."))
        if form.one_thing_said != meeting.came_of_it:
            meeting.record(came_of_it=form.one_thing_said)
        is_shown = has_page and not is_unshown(request)
        meeting.mark_sent(REPORTED_BACK, form.cleaned_data["on"], form.letter.message if is_shown else None)
        said = str(REPORTED_BACK.sentence % meeting.names)
        return said, reverse("debriefs.report_forgotten", args=[pk])

    there = reverse("contacts.detail", args=[meeting.contact_id])
    template = "mentoring/letters/report_back.html"
    context = {"contact": meeting.contact, "shows": shows if has_page else None, "keeps": "line"}
    return letter_page(request, template, moment, sent, there, **context)


def summary(request, pk):
    """What stays of a session, for the other one; once it is sent, they have it, and were thanked."""
    sessions = Meeting.objects.with_people().filter(kind=Meeting.Kind.SESSION)
    meeting = owned_or_404(request, sessions, pk=pk)
    if meeting.held_on is None and request.method != "POST":
        return redirect("meetings.record", pk)
    agreement = MentorAgreement.objects.owned_by(request.user).with_mentor().of_session(meeting)
    moment = letters.moment_for_summary(request.user, meeting, today_of(request))
    has_page = agreement is not None and agreement.is_running

    def shows(form):
        return STEPS_SHOWN.lines(STEPS_SHOWN.held(meeting, form.letter.message))

    def sent(form):
        meeting.refresh_from_db()
        if meeting.summary_sent_on:
            raise ValidationError(_("You’ve already noted that. Nothing was changed."))
        is_shown = has_page and not is_unshown(request)
        meeting.mark_sent(SUMMARY_SENT, form.cleaned_data["on"], form.letter.message if is_shown else None)
        return str(SUMMARY_SENT.sentence % meeting.names), reverse("summaries.unsent", args=[pk])

    there = reverse("agreements.detail", args=[agreement.pk]) if agreement else reverse("meetings.index")
    context = {"meeting": meeting, "agreement": agreement, "later": there}
    context["shows"] = shows if has_page else None
    return letter_page(request, "mentoring/letters/summary.html", moment, sent, there, **context)


def ask_again(request, pk):
    """To somebody who said “not now”, once the day has come; once it is sent, they are asked again."""
    contact = owned_or_404(request, Contact, pk=pk)
    if not contact.said_not_now and request.method != "POST":
        return redirect("contacts.detail", pk)
    moment = letters.moment_to_ask_again(request.user, contact, today_of(request))

    def sent(form):
        contact = owned_or_404(request, Contact, pk=pk)  # as it stands now, under the lock
        return not_now.ask(contact, form.cleaned_data["on"])

    there = reverse("contacts.detail", args=[pk])
    return letter_page(request, "mentoring/letters/ask_again.html", moment, sent, there, contact=contact)


def taken_no(request, pk):
    """Thanks to a contact who said no, in a letter or a word; once it is sent, it is noted with them."""
    contact = owned_or_404(request, Contact, pk=pk)
    if not contact.said_no and request.method != "POST":
        return redirect("contacts.detail", pk)
    moment, there = letters.moment_for_no(request.user, contact), reverse("contacts.detail", args=[pk])
    context = {"contact": contact}
    template = "mentoring/letters/taken_no.html"
    return letter_page(request, template, moment, lambda form: note(request, form), there, **context)


def after_answer(request, pk):
    """Thanks to a mentor who answered an agreement with no; once it is sent, it is noted with the contact."""
    agreements = MentorAgreement.objects.with_mentor().filter(answers__kind="no").distinct()
    agreement = owned_or_404(request, agreements, pk=pk)
    moment = letters.moment_for_answer(request.user, agreement)
    there = reverse("agreements.detail", args=[pk])
    context = {"contact": agreement.mentor}
    template = "mentoring/letters/after_answer.html"
    return letter_page(request, template, moment, lambda form: note(request, form), there, **context)


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
        return _edit_page(request, moment.kind, moment.as_wording(form.letter, form.one_thing_said))
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
    if form.is_bound and form.is_valid():
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


# Own wording ----------------------------------------------------------------------------------------


def index(request):
    """Every kind of letter, with the person's own wording where there is one."""
    own = {letter.kind: letter for letter in OwnLetter.objects.owned_by(request.user)}
    rows = [
        {
            "kind": kind,
            "slug": letters.slug(kind),
            "own": own.get(kind),
            "original": letters.original(kind),
        }
        for kind in LetterKind
    ]
    return render(request, "mentoring/letters/index.html", {"rows": rows})


def edit(request, kind):
    """The person's own wording of one kind, with its placeholders and a preview."""
    return _edit_page(request, _kind_or_404(kind))


def _edit_page(request, kind: LetterKind, written: letters.Letter | None = None):
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


def delete(request, kind):
    """Back to the original: ask first, showing what goes."""
    kind = _kind_or_404(kind)
    own = owned_or_404(request, OwnLetter, kind=kind)
    said = _("Back to the original: “%(letter)s”.") % {"letter": own}
    page, shown = "mentoring/letters/delete.html", {"own": own, "original": letters.original(kind)}
    return delete_page(request, own, questions.about_wording, said, "letters.index", template=page, **shown)


def _kind_or_404(slug: str) -> LetterKind:
    kind = letters.by_slug(slug)
    if kind is None:
        raise Http404
    return kind
