"""What a mentor answers on the page of their own: yes, almost or no, to the very words that were shown there."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .agreements import MentorAgreement
from .base import Owned, OwnedQuerySet, filled, first_of
from .constraints import refused_in_words
from .decisions import SAID_NO, Deciding
from .share_links import ShareLink
from .stored import validate_sections
from .terms import LONGEST_CLAUSE


class AnswerQuerySet(OwnedQuerySet):
    def to(self, agreement: MentorAgreement):
        """Those to one version of an agreement, the latest first."""
        return self.filter(agreement=agreement)

    def about(self, agreement: MentorAgreement):
        """Those to any version of an agreement, the latest first."""
        key = agreement.first_key
        return self.filter(Q(agreement=key) | Q(agreement__first_version=key))

    def unheard(self):
        """Those the mentee has not taken note of."""
        return self.filter(heard_on__isnull=True)


class MentorAnswer(Deciding, Owned):
    """One answer through one private link, with the words it answers; none of it changes afterwards."""

    class Kind(models.TextChoices):
        YES = "yes", _("Yes, I confirm")
        ALMOST = "almost", _("Almost. I’d like to change something")
        NOT_NOW = "not_now", _("Not now")
        NO = "no", _("No, thank you")

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="answers", editable=False)
    agreement = models.ForeignKey(
        MentorAgreement, on_delete=models.CASCADE, related_name="answers", editable=False
    )
    kind = models.CharField(_("answer"), max_length=7, choices=Kind, editable=False)
    name = models.CharField(_("name"), max_length=200, editable=False)
    note = models.TextField(_("note"), max_length=LONGEST_CLAUSE, blank=True, editable=False)
    # Which version was answered, and its words as they were shown.
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    words = models.JSONField(validators=[validate_sections], editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    answered_at = models.DateTimeField(_("answered"), editable=False)
    heard_on = models.DateField(_("taken note of"), null=True, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor’s answer")
        verbose_name_plural = _("mentors’ answers")
        ordering = ["-answered_at", "-pk"]
        indexes = [models.Index(fields=["owner", "heard_on"], name="answer_owner_heard")]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["yes", "almost", "no", "not_now"]), name="answer_kind_known"
            ),
            models.CheckConstraint(condition=filled("name"), name="answer_has_name"),
            models.CheckConstraint(condition=filled("fingerprint"), name="answer_has_fingerprint"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(kind="yes"), name="answer_one_yes_per_version"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_kind_display()}"

    @property
    def answered_on(self) -> dt.date:
        """The day it came, where the mentee is."""
        return timezone.localdate(self.answered_at)

    def hear(self, on: dt.date) -> None:
        """The mentee has read it, and so those before it. ValidationError when that is known already."""
        if self.heard_on:
            raise ValidationError(_("You’ve already marked it as read"))
        earlier = MentorAnswer.objects.filter(owner=self.owner_id).about(self.agreement).unheard()
        for answer in earlier.filter(answered_at__lt=self.answered_at):
            answer.record(heard_on=on)
        self.record(heard_on=on)


class Suggestion(Owned):
    """Another wording for one clause, which the mentee takes over or not; it is kept either way."""

    class Clause(models.TextChoices):
        """What a mentor may want otherwise: a text, or the goals and the days in words of their own."""

        GOALS = "goals", _("What we’re working on")
        TIME = "time", _("Time, and how often we meet")
        WHERE = "where", _("Where we meet")
        ARRANGEMENTS = "arrangements", _("Preparing, moving and cancelling")
        CONFIDENTIALITY = "confidentiality", _("What stays between us")
        EXCEPTIONS = "exceptions", _("Exceptions")
        BOUNDARIES = "boundaries", _("What is out of bounds")
        CONTACT = "contact_between", _("Contact between sessions")
        MENTEE = "mentee_commits", _("What the mentee commits to")
        MENTOR = "mentor_commits", _("What the mentor commits to")
        ENDING = "ending", _("Ending early")
        AFTERWARDS = "afterwards", _("Staying in touch afterwards")
        PARTIES = "parties", _("Who we are")
        PURPOSE = "purpose", _("Why we do this")
        SCOPE = "scope", _("What it covers")
        TRIAL = "trial", _("Trying it first")
        LOOKING_BACK = "looking_back", _("Looking back")
        PREPARATION = "preparation", _("Before and after a session")
        EMPLOYER = "employer", _("Employers and conflicts of interest")
        FEEDBACK = "feedback", _("Feedback")
        CHANGING = "changing", _("Changing this")
        CLOSURE = "closure", _("How it ends")
        STANDING = "standing", _("What this is")

    # Said in the mentor's own words, so the mentee changes the days and goals by hand.
    IN_OWN_WORDS = (Clause.GOALS, Clause.TIME)

    answer = models.ForeignKey(
        MentorAnswer, on_delete=models.CASCADE, related_name="suggestions", editable=False
    )
    clause = models.CharField(_("clause"), max_length=15, choices=Clause, editable=False)
    before = models.TextField(_("as it stood"), max_length=LONGEST_CLAUSE, blank=True, editable=False)
    text = models.TextField(_("as suggested"), max_length=LONGEST_CLAUSE, editable=False)
    taken_on = models.DateField(_("taken over"), null=True, blank=True, editable=False)
    declined_on = models.DateField(_("left as it was"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["answer", "pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=filled("text"), name="suggestion_has_text"),
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True) | Q(declined_on__isnull=True),
                name="suggestion_taken_or_declined",
            ),
            models.UniqueConstraint(fields=["answer", "clause"], name="suggestion_once_per_clause"),
        ]

    def __str__(self):
        return str(self.get_clause_display())

    @property
    def is_open(self) -> bool:
        """Whether the mentee has neither taken it over nor left it."""
        return self.taken_on is None and self.declined_on is None

    @property
    def is_text(self) -> bool:
        """Whether it is the new text itself; else it tells in words what to change."""
        return self.clause not in self.IN_OWN_WORDS

    @transaction.atomic
    def take(self, on: dt.date) -> MentorAgreement:
        """Make it the text of the next version, which the mentor reads once it is shared; that version comes back.

        What they agreed on since as it stood is changed by it like that. ValidationError once it is decided or settled.
        """
        self._require_open()
        agreements = MentorAgreement.objects.select_related("owner", "mentor")
        answered = agreements.select_for_update(of=("self",)).get(pk=self.answer.agreement_id)
        if answered.is_running:
            draft = (answered.waiting.last() or answered).open_draft()
        else:
            answered.require_draft()
            draft = answered.open_draft()
        if self.is_text:
            draft.record(**{self.clause: self.text})
        self.record(taken_on=on)
        self._hear_when_all_decided(on)
        return draft

    @transaction.atomic
    def decline(self, on: dt.date) -> None:
        """Leave the text as it was; the suggestion is kept. ValidationError once it is decided."""
        self._require_open()
        self.record(declined_on=on)
        self._hear_when_all_decided(on)

    def _hear_when_all_decided(self, on: dt.date):
        # Whoever has decided about each suggestion has read the answer, and need not say so once more.
        others = self.answer.suggestions.filter(taken_on__isnull=True, declined_on__isnull=True)
        if not self.answer.heard_on and not others.exists():
            self.answer.hear(on)

    def _require_open(self):
        if not self.is_open:
            raise ValidationError(_("You’ve already decided about this one"))


def with_word_of_answer(agreements):
    """Agreements, each with the kind of the `last_answer` to it, None for none: so it is known which are refused."""
    latest = MentorAnswer.objects.filter(agreement=OuterRef("pk")).order_by("-answered_at", "-pk")
    return agreements.annotate(last_answer=first_of(latest, "kind"))


def with_last_answer(agreements):
    """Agreements, each with the `last_answer` to it ("" for none), its number, and whether it was heard."""
    latest = MentorAnswer.objects.filter(agreement=OuterRef("pk")).order_by("-answered_at", "-pk")
    return with_word_of_answer(agreements).annotate(
        last_answer_key=first_of(latest, "pk"),
        last_answer_at=first_of(latest, "answered_at"),
        last_answer_unheard=first_of(latest.filter(heard_on__isnull=True), "pk"),
        last_answer_is_current=first_of(latest.filter(number=F("agreement__number")), "pk"),
    )


@refused_in_words()
def give_answer(link: ShareLink, form_key: uuid.UUID, shown: str, now: dt.datetime, **facts) -> MentorAnswer:
    """Record what the mentor says to the words with the fingerprint `shown`; a yes confirms them.

    `facts` are the `kind`, `name`, `note`, `suggestions` (a text for each clause) and, with a “not now”, the day
    `ask_again_on`. The same form sent twice is one answer. ValidationError with a code: `over` (the link), `settled`
    (nothing to answer any more), `changed` (other words stand there now), `unready` (the mentee is at work on it).
    """
    link.owner.lock()
    given = MentorAnswer.objects.filter(owner=link.owner, link=link, form_key=form_key).first()
    if given:
        return given
    # The draft may have been deleted meanwhile, and the link with it.
    found = ShareLink.objects.select_related("owner").filter(pk=link.pk).first()
    agreement = found.shown if found else None
    if found is None or found.revoked_at or found.is_over(now) or agreement is None:
        raise ValidationError(_("This link doesn’t work any more"), code="over")
    if not agreement.is_draft:
        raise ValidationError(_("There’s nothing left to answer"), code="settled")
    if shown != agreement.fingerprint():
        raise ValidationError(_("The words have changed since you opened this page"), code="changed")
    suggestions, ask_again_on = facts.pop("suggestions", {}), facts.pop("ask_again_on", None)
    answer = MentorAnswer.objects.create(
        owner=link.owner,
        link=link,
        agreement=agreement,
        form_key=form_key,
        number=agreement.number,
        words=agreement.words(),
        fingerprint=shown,
        answered_at=now,
        **facts,
    )
    for clause, text in suggestions.items():
        before = getattr(agreement, clause, "") if clause not in Suggestion.IN_OWN_WORDS else ""
        Suggestion.objects.create(owner=link.owner, answer=answer, clause=clause, before=before, text=text)
    today = timezone.localdate(now)
    for earlier in MentorAnswer.objects.about(agreement).filter(kind__in=DECIDING).exclude(pk=answer.pk):
        earlier.withdraw("kind", agreement.mentor, DECIDING[earlier.kind])
    if answer.kind in DECIDING:
        _decide(agreement, answer, today, ask_again_on)
        agreement.move_links(now)
    if answer.kind == MentorAnswer.Kind.YES:
        _confirm(agreement, answer, today)
    return answer


# The answers that decide about the mentor, with why they are closed by it.
DECIDING = {MentorAnswer.Kind.NO: SAID_NO, MentorAnswer.Kind.NOT_NOW: ""}


def _decide(
    agreement: MentorAgreement, answer: MentorAnswer, today: dt.date, ask_again_on: dt.date | None
) -> None:
    """Nobody who said no is suggested again, nor before the day after a “not now”.

    Said to a change, it leaves the agreement that runs as it is.
    """
    mentor = agreement.mentor

    def close_or_rest() -> None:
        if mentor.said_no:
            return
        if answer.kind == MentorAnswer.Kind.NO:
            mentor.close(today, SAID_NO)
        else:
            mentor.say_not_now(today, ask_again_on)

    if not mentor.agreements.running().exists():
        answer.decide("kind", mentor, close_or_rest)


def _confirm(agreement: MentorAgreement, answer: MentorAnswer, today: dt.date) -> None:
    # Somebody who travels may have noted a fact on a day that has not begun where they are now.
    earlier = MentorAgreement.objects.filter(owner=agreement.owner, mentor=agreement.mentor).running()
    on = max(today, agreement.shared_on, *earlier.values_list("confirmed_on", flat=True))
    try:
        agreement.confirm(on, MentorAgreement.ConfirmedHow.LINK, by=answer.name, now=answer.answered_at)
    except ValidationError as refusal:
        raise ValidationError(" ".join(refusal.messages), code="unready") from refusal
