"""A link by which one person may sign up although sign-up is closed; only the hash of its secret is kept."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import filled

WORKS_FOR = dt.timedelta(days=7)
# 24 bytes are 192 bits: nobody guesses that, so a plain hash of it is enough.
SECRET_BYTES = 24


def hash_of(key: str) -> str:
    """What is kept of the secret in a link."""
    return hashlib.sha256(key.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def expired(self, now: dt.datetime):
        """Those whose seven days are over."""
        return self.filter(expires_at__lte=now)

    def of_key(self, key: str, now: dt.datetime) -> Any:
        """The invitation that this secret opens; None for a wrong one, one that was used, or one whose time is over."""
        return self.filter(key_hash=hash_of(key), expires_at__gt=now).first()

    def make(self, email: str, now: dt.datetime, *, is_operator: bool = False) -> str:
        """Keep a new invitation; the secret of its link, which nobody can read again."""
        key = secrets.token_urlsafe(SECRET_BYTES)
        self.create(key_hash=hash_of(key), email=email, is_operator=is_operator, expires_at=now + WORKS_FOR)
        return key


class Invitation(models.Model):
    """One way in for one person, gone once it is used.

    It has no owner because whoever it is for has no account yet. It holds an address only where the operator named one.
    """

    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Empty means: whoever has the link signs up with the address they like.
    email = models.EmailField(_("for the address"), max_length=254, blank=True)
    is_operator = models.BooleanField(_("may open the pages for operators"), default=False)
    expires_at = models.DateTimeField(_("works until"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["expires_at", "pk"]
        constraints = [models.CheckConstraint(condition=filled("key_hash"), name="invitation_has_key")]

    def __str__(self):
        return self.email or f"{self.expires_at:%Y-%m-%d}"

    def use(self) -> bool:
        """Whether it was still there; from now on it is not, nor is any other for the same address."""
        used, _kinds = Invitation.objects.filter(pk=self.pk).delete()
        if self.email:
            Invitation.objects.filter(email__iexact=self.email).delete()
        return bool(used)
