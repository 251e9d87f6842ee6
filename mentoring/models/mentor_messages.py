"""What a mentor says on the page of their own through the term: that works, another time, a point for next time."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .agreements import MentorAgreement
from .base import Owned, OwnedQuerySet, filled
from .constraints import refused_in_words
from .meetings import Meeting
from .share_links import ShareLink

# As many a day as one link takes; whoever has more to say writes an email.
MOST_A_DAY = 20
LONGEST_TIME, LONGEST_POINT = 200, 1000


class MessageQuerySet(OwnedQuerySet):
    def about(self, agreement: MentorAgreement):
        """Those that still stand, under whichever version of an agreement they were sent, the latest first.

        What a mentor said under an earlier agreement, which is over, belongs to that one.
        """
        key = agreement.first_key
        versions = Q(agreement=key) | Q(agreement__first_version=key)
        return self.filter(versions, owner=agreement.owner_id, replaced_at__isnull=True)

    def unopened(self):
        """Those the mentee has yet to open."""
        return self.filter(opened_on__isnull=True, replaced_at__isnull=True)


class MentorMessage(Owned):
    """One press of a button there. It changes nothing by itself; until it is opened a later one may replace it."""

    class Kind(models.TextChoices):
        WORKS = "works", _("That works")
        OTHER_TIME = "other_time", _("Suggest another time")
        POINT = "point", _("Add a point for next time")

    # One about the day, one point, and what was opened lately.
    MOST_SHOWN = 10

    # Both speak of the day of the session: whoever says the one no longer says the other.
    ABOUT_DAY = (Kind.WORKS, Kind.OTHER_TIME)

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="messages", editable=False)
    agreement = models.ForeignKey(
        MentorAgreement, on_delete=models.CASCADE, related_name="messages", editable=False
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, related_name="messages", null=True, blank=True, editable=False
    )
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind, editable=False)
    text = models.TextField(_("message"), max_length=LONGEST_POINT, blank=True, editable=False)
    # When the session was to begin as the page showed it: moved since, nobody said that works.
    session_at = models.DateTimeField(_("about the session on"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), editable=False)
    # The day it counts for, where the mentee was, and the how-manieth of that day it is through this link.
    sent_on = models.DateField(_("sent on"), editable=False)
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_A_DAY)], editable=False
    )
    opened_on = models.DateField(_("opened"), null=True, blank=True, editable=False)
    # Its words are gone then; the row stays, so that it is counted and the same form sent again makes no second one.
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor’s message")
        verbose_name_plural = _("mentors’ messages")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["owner", "opened_on"], name="message_owner_opened")]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["works", "other_time", "point"]), name="message_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(text="", replaced_at__isnull=False)
                | Q(text="", kind="works")
                | (filled("text") & Q(kind__in=["other_time", "point"], replaced_at__isnull=True)),
                name="message_says_something",
            ),
            models.CheckConstraint(
                condition=Q(kind="point") | Q(session_at__isnull=False), name="message_about_a_session"
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(replaced_at__isnull=True),
                name="message_opened_or_replaced",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_A_DAY), name="message_twenty_a_day"
            ),
            models.UniqueConstraint(fields=["link", "sent_on", "number"], name="message_number_once_a_day"),
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                condition=Q(opened_on__isnull=True, replaced_at__isnull=True),
                name="message_one_unopened_of_a_kind",
            ),
        ]

    def __str__(self):
        return self.text or str(self.get_kind_display())

    @property
    def names(self) -> dict[str, str]:
        """The first name of the mentor, for sentences."""
        return self.agreement.names

    @property
    def words(self) -> str:
        """What the mentor said, as a quotation."""
        return str(self)

    def is_about(self, session: Meeting | None) -> bool:
        """Whether it speaks of this session on the day and hour it has now."""
        return session is not None and (self.meeting_id, self.session_at) == (session.pk, session.starts_at)

    @property
    def may_move(self) -> bool:
        """Whether it asks for another time of a session that is planned and hasn't begun."""
        session = self.meeting if self.kind == self.Kind.OTHER_TIME else None
        return session is not None and session.is_planned and session.starts_at > timezone.now()

    def open(self, on: dt.date) -> None:
        """The mentee has read it. ValidationError when that is known, or another one stands in its place by now."""
        if self.opened_on:
            raise ValidationError(_("You’ve already marked it as read"))
        if self.replaced_at:
            raise ValidationError(_("%(name)s wrote something else in the meantime") % self.names)
        self.record(opened_on=on)


def next_session(agreement: MentorAgreement, now: dt.datetime) -> Meeting | None:
    """The session that comes next under an agreement; None where none is planned."""
    return Meeting.objects.filter(owner=agreement.owner_id).sessions_of(agreement).ahead(now).first()


def sign_of(session: Meeting | None) -> str:
    """What tells a session on its day and hour from any other; "" for none. The page sends it along."""
    return f"{session.pk}@{session.starts_at.isoformat()}" if session else ""


@refused_in_words()
def send_message(
    link: ShareLink,
    agreement: MentorAgreement,
    form_key: uuid.UUID,
    kind: str,
    text: str,
    shown: str,
    now: dt.datetime,
) -> MentorMessage:
    """Keep what the mentor says through this link about the session with the sign `shown`.

    The same form with the same words sent twice is one message. ValidationError with a code: `over` (the link),
    `settled` (the agreement doesn't run), `changed` (another session or day comes next by now), `enough` (for today).
    """
    link.owner.lock()
    key = uuid.uuid5(form_key, f"{kind} {shown} {text}")
    given = MentorMessage.objects.filter(owner=link.owner_id, form_key=key).first()
    if given:
        return given
    link = ShareLink.objects.get(pk=link.pk)
    agreement = MentorAgreement.objects.select_related("mentor").get(pk=agreement.pk)
    if link.revoked_at or link.is_over(now):
        raise ValidationError(_("This link doesn’t work any more"), code="over")
    if not agreement.is_running:
        raise ValidationError(_("The agreement is over"), code="settled")
    session = next_session(agreement, now)
    if kind in MentorMessage.ABOUT_DAY and (session is None or shown != sign_of(session)):
        raise ValidationError(_("The day has changed since you opened this page"), code="changed")
    today = timezone.localdate(now)
    sent = MentorMessage.objects.filter(link=link, sent_on=today).count()
    if sent >= MOST_A_DAY:
        raise ValidationError(_("That’s as much as fits into a day here"), code="enough")
    _replace(agreement, kind, now)
    return MentorMessage.objects.create(
        owner=link.owner, link=link, agreement=agreement, meeting=session, kind=kind, text=text, form_key=key,
        session_at=session and session.starts_at, sent_at=now, sent_on=today, number=sent + 1,
    )  # fmt: skip


def _replace(agreement: MentorAgreement, kind: str, now: dt.datetime) -> None:
    """What the mentee has not opened of this kind makes room, words and all, whichever version it was sent under."""
    kinds = MentorMessage.ABOUT_DAY if kind in MentorMessage.ABOUT_DAY else (kind,)
    for earlier in MentorMessage.objects.about(agreement).filter(kind__in=kinds).unopened():
        earlier.record(text="", replaced_at=now)
