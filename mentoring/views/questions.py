"""What the page says that asks before something is deleted: what goes, what stays, and how to keep it."""

import datetime as dt
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import letters
from ..dates.days import long_day, plain_day
from ..introductions import track
from ..models import (
    AgreementGoal,
    Assessment,
    Contact,
    Goal,
    GoalStep,
    Interaction,
    Introduction,
    LetterKind,
    LookBack,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    OwnLetter,
    Reminder,
    Tag,
)
from ..models.contacts import ContactQuerySet
from ..models.mid_sentence import mid_sentence
from ..pages.drafting import what_goes_and_stays
from .confirm import Question


def about_tag(tag: Tag, _today) -> Question:
    """The contacts lose the tag and keep everything else."""
    number = tag.contacts.count()
    lost = ngettext(
        "%(shown)s contact loses this tag and keeps everything else.",
        "%(shown)s contacts lose this tag and keep everything else.",
        number,
    )
    return Question(
        title=_("Delete a tag"),
        heading=_("Delete the tag “%(tag)s”?") % {"tag": tag},
        lede=lost % {"shown": intcomma(number)} if number else _("No contact has it."),
        crumbs=[(_("Contacts"), reverse("contacts.index")), (_("Tags"), reverse("tags.index"))],
        button=_("Delete the tag"),
    )


def about_step(step: GoalStep, today: dt.date) -> Question:
    """The goal and its other steps stay."""
    says = _("The goal and its other steps stay. This can’t be undone.")
    if step.done_on:
        done = _("You did it on %(day)s; that’s deleted, too.") % {"day": plain_day(step.done_on, today)}
        says = f"{done} {says}"
    return Question(
        title=_("Delete this step?"),
        lede=step.text,
        crumbs=[
            (_("Goals"), reverse("goals.index")),
            (step.goal.short, reverse("goals.detail", args=[step.goal_id])),
        ],
        says=[says],
        button=_("Delete this step"),
        keep=_("Keep the step"),
    )


def about_criterion(criterion: MentorCriterion, _today) -> Question:
    """What is known about it goes with it; a must-have may become a nice-to-have instead."""
    people, introductions = criterion.assessments.count(), criterion.introductions.count()
    known = ngettext(
        "What you know about one person’s fit goes with it.",
        "What you know about %(people)s people’s fit goes with it.",
        people,
    )
    named = ngettext(
        "One introduction will no longer name it; its message stays as you wrote it.",
        "%(introductions)s introductions will no longer name it; their messages stay as you wrote them.",
        introductions,
    )
    says = [known % {"people": people}] if people else []
    says += [named % {"introductions": introductions}] if introductions else []
    nice = (_("Make it a nice-to-have"), reverse("criteria.made_nice", args=[criterion.pk]))
    return Question(
        title=_("Delete this criterion?"),
        lede=criterion.text,
        crumbs=[(_("Criteria"), reverse("criteria.index"))],
        says=[*says, _("Your goals stay. This can’t be undone.")],
        button=_("Delete this criterion"),
        instead=nice if criterion.is_must else None,
        keep=_("Keep the criterion"),
    )


def about_goal(goal: Goal, _today) -> Question:
    """Its steps go with it; one that stands in an agreement stays, and can be parked."""
    about: dict[str, Any] = {
        "title": _("Delete this goal?"),
        "lede": goal.title,
        "crumbs": [
            (_("Goals"), reverse("goals.index")),
            (goal.short, reverse("goals.detail", args=[goal.pk])),
        ],
        "instead": (_("Park for later"), reverse("goals.parked", args=[goal.pk])) if goal.is_active else None,
        "keep_url": reverse("goals.detail", args=[goal.pk]),
    }
    if kept_by := agreements_naming(goal):
        parked = _("You can park it instead: it comes off the list, and nothing is lost.")
        out = _("It’s already out of your way: it isn’t on the list of active goals.")
        return Question(
            **about,
            heading=_("This goal can’t be deleted"),
            says=[_("It’s part of an agreement, and what you agreed stays as it is:")],
            kept_by=[(one, reverse("agreements.detail", args=[one.pk]), state) for one, state in kept_by],
            ends=parked if goal.is_active else out,
            keep=_("Back to the goal"),
        )
    return Question(
        **about, says=_what_goes_with_a_goal(goal), button=_("Delete this goal"), keep=_("Keep the goal")
    )


def agreements_naming(goal: Goal) -> list[tuple[MentorAgreement, str]]:
    """The agreements in which the goal stands, each with its state as a word within a sentence."""
    names = AgreementGoal.objects.owned_by(goal.owner_id).filter(goal=goal)
    found = names.select_related("agreement__mentor")
    return [(name.agreement, mid_sentence(name.agreement.status)) for name in found]


def _what_goes_with_a_goal(goal: Goal) -> list[str]:
    steps, criteria = goal.steps_all, goal.criteria.count()
    gone = ngettext("Its one step goes with it.", "Its %(count)s steps go with it.", steps)
    stay = ngettext(
        "One criterion stays, but will no longer name this goal.",
        "%(count)s criteria stay, but will no longer name this goal.",
        criteria,
    )
    says = [words % {"count": count} for words, count in ((gone, steps), (stay, criteria)) if count]
    end = _("This can’t be undone.")
    if goal.is_active:
        end += " " + _("If you might come back to it, park it instead.")
    return [*says, end]


def about_contact(contact: Contact, _today) -> Question:
    """Everything about them goes with them; one with an agreement stays, and can be archived."""
    words, is_here = {"name": contact.first_name}, not contact.archived_on
    page, archive = (reverse(name, args=[contact.pk]) for name in ("contacts.detail", "marks.archived"))
    about: dict[str, Any] = {
        "title": _("Delete %(contact)s") % {"contact": contact},
        "crumbs": [(_("Contacts"), reverse("contacts.index")), (contact, page)],
        "keep_url": page,
    }
    if agreement := max(contact.agreements.all(), key=lambda one: one.is_running, default=None):
        kept = _("%(name)s is part of an agreement, and what two people wrote down is kept.") % words
        later = _("Once it’s over, you can archive them: they’ll be off your lists, and nothing is lost.")
        now = _("You can archive them instead: they’ll be off your lists, and nothing is lost.")
        may_archive = is_here and not agreement.is_running
        return Question(
            **about,
            heading=_("%(name)s stays, because of your agreement") % words,
            lede=f"{kept} {later if agreement.is_running else now}",
            instead=(_("Archive %(name)s") % words, archive) if may_archive else None,
            see=(_("See the agreement"), reverse("agreements.detail", args=[agreement.pk])),
        )
    return Question(
        **about,
        heading=_("Delete %(contact)s?") % {"contact": contact},
        lede=_("This can’t be undone. Archiving takes someone off your lists, and nothing is lost."),
        goes_title=_("What goes with %(name)s") % words,
        goes=what_goes_with(contact.owner_id, [contact]),
        ends=_("Backups made before this still have it."),
        button=_("Delete %(name)s") % words,
        instead=(_("Archive instead"), archive) if is_here else None,
    )


def introductions_of(owner: int, contacts: ContactQuerySet | list[Contact]):
    """The introductions through these contacts, and those to them."""
    return Introduction.objects.owned_by(owner).filter(Q(introducer__in=contacts) | Q(prospect__in=contacts))


def what_goes_with(owner: int, contacts: ContactQuerySet | list[Contact]) -> list[str]:
    """What is deleted together with these contacts, counted, in words."""
    introductions = introductions_of(owner, contacts).count()
    answers = Assessment.objects.owned_by(owner).filter(contact__in=contacts).known().count()
    notes, meetings, reminders = (
        kind.objects.owned_by(owner).filter(contact__in=contacts).count()
        for kind in (Interaction, Meeting, Reminder)
    )
    found = [
        (notes, ngettext("one note", "%(count)s notes", notes)),
        (reminders, ngettext("one reminder", "%(count)s reminders", reminders)),
        (answers, ngettext("one answer to your criteria", "%(count)s answers to your criteria", answers)),
        (introductions, ngettext("one introduction", "%(count)s introductions", introductions)),
        (meetings, ngettext("one meeting", "%(count)s meetings", meetings)),
    ]
    return [words % {"count": count} for count, words in found if count]


def about_note(note: Interaction, today: dt.date) -> Question:
    """Only the note goes."""
    page, text = reverse("contacts.detail", args=[note.contact_id]), Truncator(note.text).chars(300)
    return Question(
        title=_("Delete the note"),
        heading=_("Delete the note from %(day)s?") % {"day": plain_day(note.on, today)},
        lede=_("Only this note is deleted. This can’t be undone."),
        crumbs=[(_("Contacts"), reverse("contacts.index")), (note.contact, page)],
        says=[f"{note.get_kind_display()}: {text}" if text else note.get_kind_display()],
        button=_("Delete the note"),
    )


def about_reminder(reminder: Reminder, today: dt.date) -> Question:
    """Only the reminder goes, and it does not come again."""
    contact = reminder.contact
    only = _("Only this reminder is deleted. This can’t be undone.")
    ever = _("It won’t come back. This can’t be undone.")
    return Question(
        title=_("Delete the reminder"),
        heading=_("Delete this reminder?"),
        lede=ever if reminder.comes_again else only,
        crumbs=[
            (_("Contacts"), reverse("contacts.index")),
            (contact, reverse("contacts.detail", args=[contact.pk])),
        ],
        says=[str(reminder)],
        aside=f"({reminder.get_repeats_display()}, {plain_day(reminder.due_on, today)})",
        button=_("Delete the reminder"),
    )


def about_week(week: LookBack, today: dt.date) -> Question:
    """Only what was written about the week goes."""
    return Question(
        title=_("Delete your week"),
        heading=_("Delete what you wrote about the week from %(day)s?")
        % {"day": plain_day(week.monday, today)},
        lede=_("Only these lines are deleted. This can’t be undone."),
        crumbs=[(_("Your weeks"), reverse("lookbacks.index"))],
        says=[line for line in (week.moved, week.stood_still, week.plan) if line],
        button=_("Delete my week"),
    )


def about_introduction(introduction: Introduction, today: dt.date) -> Question:
    """What happened goes with it, and the courtesies that are still owed."""
    page, told = reverse("introductions.detail", args=[introduction.pk]), track.recorded_facts(introduction)
    draft, heading = _("Nothing has been sent yet, so no one will miss it."), _("Delete this introduction?")
    stay = _("Both people stay among your contacts, and so do your meetings.")
    if names := introduction.is_direct and introduction.names:
        heading = _("Delete what you asked %(person)s?") % names
        stay = _("%(person)s stays among your contacts, and so do your meetings.") % names
    asked = _("If it’s over, close it instead, and it stays in your history. Deleting can’t be undone.")
    return Question(
        title=_("Delete this draft?") if introduction.is_draft else heading,
        lede=draft if introduction.is_draft else asked,
        crumbs=[(_("Introductions"), reverse("introductions.index")), (introduction, page)],
        says=[_("These go with it, and so do the courtesies you still owe:")] if told else [],
        goes=[f"{fact.sentence}, {plain_day(fact.on, today)}" for fact in told],
        ends=stay if told else "",
        button=_("Delete"),
        keep=_("Keep it"),
        keep_url=page,
    )


def about_meeting(meeting: Meeting, today: dt.date) -> Question:
    """The preparation goes with it, and what was written down."""
    starts_at = timezone.localtime(meeting.starts_at)
    moment = f"{long_day(starts_at.date(), today)}, {starts_at:%H:%M}"
    planned = _(
        "Your preparation goes with it. If it was only called off, cancel it instead, and nothing is lost."
    )
    held = _(
        "Your preparation, your notes and the outcome go with it. "
        "What you found out about %(name)s stays, and so does the day on the introduction."
    )
    return Question(
        title=_("Delete this meeting?"),
        lede=f"{meeting.get_kind_display()}: {moment}, {meeting.how_and_where}",
        crumbs=[(_("Meetings"), reverse("meetings.index")), (meeting.contact.name, "")],
        says=[held % {"name": meeting.contact.first_name} if meeting.recorded_on else planned],
        button=_("Delete the meeting"),
        keep=_("Keep the meeting"),
    )


def about_agreement(agreement: MentorAgreement, _today) -> Question:
    """What was written goes with the draft; with the first version all that belongs to it."""
    page = reverse("agreements.detail", args=[agreement.pk])
    return Question(
        title=_("Delete this draft?"),
        lede=what_goes_and_stays(agreement),
        crumbs=[(agreement, page)],
        button=_("Delete the draft"),
        keep=_("Keep the draft"),
        keep_url=page,
    )


def about_wording(own: OwnLetter, _today) -> Question:
    """The own wording goes, and ours is back."""
    here, index = reverse("letters.edit", args=[letters.slug(LetterKind(own.kind))]), reverse("letters.index")
    return Question(
        title=_("Back to the original"),
        heading=_("Back to the original?"),
        lede=_("Your wording is deleted, and the letter starts from ours again."),
        crumbs=[(_("Your letters"), index), (own, here)],
        button=_("Back to the original"),
        keep=_("Keep my wording"),
    )
