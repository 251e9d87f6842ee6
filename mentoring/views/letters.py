"""Step 3: a letter for every moment, filled from the records; sending it is one click, and never the product's."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import letters
from ..models import Contact, Introduction, LetterKind, Meeting, MentorAgreement, MentorCriterion, OwnLetter
from ..models.meeting_facts import ADVICE_SHOWN, REPORTED_BACK, STEPS_SHOWN, SUMMARY_SENT, THANKED
from ..models.sent_words import holds
from . import not_now, questions
from .confirm import delete_page
from .introduction_facts import flash
from .letter_page import edit_page, letter_page, note
from .owned import owned_or_404, today_of
from .showing import agreement_with_page, is_unshown

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
    has_page = agreement_with_page(request, meeting.contact) is not None

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
        if is_shown and meeting.came_of_it and not holds(form.letter.message, meeting.came_of_it):
            unsaid = _("Your letter doesn’t say what came of it, so the page of %(name)s doesn’t either.")
            said = f"{said} {unsaid % meeting.names}"
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
    """Thanks to a mentor who said no to an agreement that doesn't run; once sent, it is noted with the contact."""
    agreements = MentorAgreement.objects.with_mentor().filter(answers__kind="no").distinct()
    agreement = owned_or_404(request, agreements, pk=pk)
    if request.method != "POST" and agreement.siblings.running().exists():
        return redirect("agreements.detail", pk)  # it was a no to a change: what runs goes on
    moment = letters.moment_for_answer(request.user, agreement)
    there = reverse("agreements.detail", args=[pk])
    context = {"contact": agreement.mentor}
    template = "mentoring/letters/after_answer.html"
    return letter_page(request, template, moment, lambda form: note(request, form), there, **context)


# Own wording ----------------------------------------------------------------------------------------


def index(request):
    """Every kind of letter, with the person's own wording where there is one."""
    own = {letter.kind: letter for letter in OwnLetter.objects.owned_by(request.user)}
    rows = [
        {"kind": kind, "slug": letters.slug(kind), "own": own.get(kind), "original": letters.original(kind)}
        for kind in LetterKind
    ]
    return render(request, "mentoring/letters/index.html", {"rows": rows})


def edit(request, kind):
    """The person's own wording of one kind, with its placeholders and a preview."""
    return edit_page(request, _kind_or_404(kind))


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
