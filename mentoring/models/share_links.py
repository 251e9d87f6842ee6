"""The private link through which a mentor reads one agreement and answers, without an account."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ..links import link_keys
from .agreements import MentorAgreement
from .base import Owned, OwnedQuerySet, filled

# How long a link may work, in days; the second is offered first.
LIFETIMES = (7, 30, 90)
USUAL_LIFETIME = 30
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
        people: Any = self.select_related("agreement__mentor", "agreement__owner", "owner")
        link = people.prefetch_related("agreement__goals").filter(pk=link_keys.number_in(token)).first()
        is_right = link_keys.opens(token, PURPOSE, *((link.pk, link.salt) if link else link_keys.NOBODY))
        is_open = link is not None and link.revoked_at is None and link.owner.is_active
        return link if is_right and is_open else None

    @transaction.atomic
    def make(self, agreement: MentorAgreement, days: int, now: dt.datetime) -> Any:
        """A new link to a complete draft; those made before are switched off.

        ValidationError while something is missing in the draft, or when it is none any more.
        """
        agreement.require_ready()
        for earlier in self.filter(agreement=agreement).live(now):
            earlier.revoke(now)
        return self.create(
            owner=agreement.owner, agreement=agreement, expires_at=now + dt.timedelta(days=days)
        )


class ShareLink(Owned):
    """One private address of one version of an agreement. It ends by itself, and can be switched off before."""

    agreement = models.ForeignKey(
        MentorAgreement, on_delete=models.CASCADE, related_name="share_links", editable=False
    )
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

    def is_over(self, now: dt.datetime) -> bool:
        """Whether its day has passed."""
        return now >= self.expires_at

    def revoke(self, now: dt.datetime) -> None:
        """Switch it off for good. ValidationError when it is already."""
        if self.revoked_at:
            raise ValidationError(_("This link is already switched off"))
        self.record(revoked_at=now)
