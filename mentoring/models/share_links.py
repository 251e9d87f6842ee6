"""The private link by which a mentor reads an agreement through all its versions, and answers without an account."""

import datetime as dt
import secrets
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..links import link_keys
from .agreements import MentorAgreement
from .base import Owned, OwnedQuerySet, filled

# How long a link may work, in days; the second is offered first.
LIFETIMES = (7, 30, 90)
USUAL_LIFETIME = 30
# What an answer makes of it: so many days after a no or a “not now”, and after the term or its early end.
DAYS_AFTER_NO = 30
DAYS_AFTER_TERM = 90
PURPOSE = "waymark share link"


def new_salt() -> str:
    """What makes this link another than every other, even for the same record."""
    return secrets.token_urlsafe(16)


class ShareLinkQuerySet(OwnedQuerySet):
    def live(self, now: dt.datetime):
        """Neither switched off nor past their day."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def of_token(self, token: str) -> "ShareLink | None":
        """The link this token opens, whether its time is over or not; None for a wrong one or one switched off.

        The same query and the same comparison are done whether there is such a link or not.
        """
        people: Any = self.select_related("owner")
        link = people.filter(pk=link_keys.number_in(token)).first()
        is_right = link_keys.opens(token, PURPOSE, *((link.pk, link.salt) if link else link_keys.NOBODY))
        is_open = link is not None and link.revoked_at is None and link.owner.is_active
        return link if is_right and is_open else None

    def of(self, agreement: MentorAgreement):
        """Those to an agreement, whichever of its versions is at hand."""
        return self.filter(agreement=agreement.first_key)

    @transaction.atomic
    def make(self, agreement: MentorAgreement, days: int, now: dt.datetime) -> Any:
        """A new link to an agreement; those made before are switched off. It lasts so many days, or as answers have it.

        A draft that nobody has read yet is shared by it. ValidationError while something is missing in that, or
        when the agreement has been over for so long that no link would work.
        """
        today = timezone.localdate(now, agreement.owner.zone)
        if agreement.is_draft and not agreement.shared_on:
            agreement.share(today)
        for earlier in self.of(agreement).live(now):
            earlier.revoke(now)
        last = last_day(agreement)
        if last and last < today and not agreement.is_draft:
            raise ValidationError(_("This agreement ended too long ago to be shared"))
        by_answer = last and last >= today
        expires_at = end_of(last, agreement) if by_answer else now + dt.timedelta(days=days)
        return self.create(owner=agreement.owner, agreement_id=agreement.first_key, expires_at=expires_at)

    def move(self, agreement: MentorAgreement, now: dt.datetime) -> None:
        """Let those that work end on the day an answer, a term or its early end has set."""
        last = last_day(agreement)
        if last:
            # No verb of the record: what it compares with is the moment at which this happens.
            self.of(agreement).live(now).filter(shows_one_version=False).update(
                expires_at=end_of(last, agreement), updated_at=now, revision=F("revision") + 1
            )


def last_day(agreement: MentorAgreement) -> dt.date | None:
    """Until when the term or the last answer has links work; None while nothing was answered."""
    agreed = agreement.siblings.agreed().last()
    if agreed:
        return (agreed.ended_on or agreed.ends_on) + dt.timedelta(days=DAYS_AFTER_TERM)
    answers = agreement.answers.model._default_manager.about(agreement)
    said_no = answers.filter(kind__in=["no", "not_now"]).first()
    with timezone.override(agreement.owner.zone):
        return said_no and timezone.localdate(said_no.answered_at) + dt.timedelta(days=DAYS_AFTER_NO)


def end_of(day: dt.date, agreement: MentorAgreement) -> dt.datetime:
    """The last moment of a day where the mentee is."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), agreement.owner.zone)


class ShareLink(Owned):
    """One private address of an agreement, all its versions. It ends by itself, and can be switched off before."""

    # The first version, which stands for all of them.
    agreement = models.ForeignKey(
        MentorAgreement, on_delete=models.CASCADE, related_name="share_links", editable=False
    )
    # Made when a link showed one version only, the one it names: it goes on so until its day.
    shows_one_version = models.BooleanField(default=False, editable=False)
    salt = models.CharField(max_length=43, default=new_salt, editable=False)
    expires_at = models.DateTimeField(_("works until"), editable=False)
    revoked_at = models.DateTimeField(_("switched off"), null=True, blank=True, editable=False)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "expires_at"], name="sharelink_owner_expires")]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=filled("salt"), name="sharelink_has_salt"),
        ]

    def __str__(self):
        return _("Private link to “%(agreement)s”") % {"agreement": self.agreement}

    @property
    def token(self) -> str:
        """What stands in the address: which link it is, and the secret."""
        return link_keys.link_key(PURPOSE, self.pk, self.salt)

    @cached_property
    def shown(self) -> MentorAgreement | None:
        """The version it shows: the newest one that was shared or agreed on, or what is over; None when all sharing was
        taken back."""
        agreements = MentorAgreement.objects.owned_by(self.owner_id).select_related("mentor", "owner")
        if self.shows_one_version:
            return agreements.filter(pk=self.agreement_id).first()
        return agreements.of_first(self.agreement_id).given().last_one()

    @cached_property
    def agreed(self) -> MentorAgreement | None:
        """The version that both agreed on and that no other one has replaced; None before there is one."""
        agreements = MentorAgreement.objects.owned_by(self.owner_id).select_related("mentor", "owner")
        mine = (
            agreements.filter(pk=self.agreement_id)
            if self.shows_one_version
            else agreements.of_first(self.agreement_id)
        )
        return mine.agreed().last()

    def is_over(self, now: dt.datetime) -> bool:
        """Whether its day has passed."""
        return now >= self.expires_at

    def works(self, now: dt.datetime) -> bool:
        """Whether it opens something: neither switched off nor past its day."""
        return self.revoked_at is None and not self.is_over(now)

    def is_lost(self, now: dt.datetime) -> bool:
        """Whether it opens nothing though nobody switched it off: its day has passed, or it came with a file."""
        return self.revoked_at == self.expires_at or (self.revoked_at is None and self.is_over(now))

    def revoke(self, now: dt.datetime) -> None:
        """Switch it off for good. ValidationError when it is already."""
        if self.revoked_at:
            raise ValidationError(_("This link is already switched off"))
        self.record(revoked_at=now)

    def end_with_its_file(self) -> None:
        """Before it is written where an account file is read: nobody has this address, so it never opens anything.

        As of its last moment, for what came through it until then comes with it.
        """
        self.revoked_at = self.expires_at
