"""Step 4, the versions of one agreement: what the mentor reads, and what the mentee has changed since unseen."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .base import OwnedQuerySet
from .stored import validate_sections

if TYPE_CHECKING:
    from .agreements import MentorAgreement

OVER_ON = Coalesce("completed_on", "ended_on")


class VersionQuerySet(OwnedQuerySet):
    """What the versions of an agreement are to its mentor."""

    def of_first(self, key: int | Any):
        """Every version of the agreement that began with this one, the oldest first."""
        return self.filter(Q(pk=key) | Q(first_version=key)).order_by("number", "pk")

    def given(self):
        """What the mentor is given to read, or said yes to; not what was replaced before they did."""
        is_offered = Q(shared_on__isnull=False, replaced_on__isnull=True)
        return self.filter(is_offered | Q(confirmed_on__isnull=False))

    def on_offer(self):
        """What the mentor is given to read and has not said yes to, unless a newer one took its place."""
        return self.filter(shared_on__isnull=False, confirmed_on__isnull=True, replaced_on__isnull=True)

    def agreed(self):
        """What both said yes to, unless a newer one took its place."""
        return self.filter(confirmed_on__isnull=False, replaced_on__isnull=True)

    def last_days(self):
        """The days on which they were over, the latest first; None for what isn't."""
        return self.order_by(OVER_ON.desc()).values_list(OVER_ON, flat=True)

    def last_one(self):
        """The newest, or what is over: a change that was proposed until then is over with it."""
        return self.order_by(OVER_ON.asc(nulls_first=True), "number", "pk").last()

    def unseen(self):
        """What nobody but the mentee has read, unless it went with an agreement that is over."""
        return self.filter(shared_on__isnull=True, confirmed_on__isnull=True, replaced_on__isnull=True)

    def standing(self):
        """All but changes that nobody had said yes to when the agreement they would change was over."""
        first, ended = OuterRef("first_version"), ~Q(completed_on=None, ended_on=None)
        over = self.model._default_manager.filter(Q(pk=first) | Q(first_version=first), ended)
        return self.exclude(Q(confirmed_on__isnull=True) & Exists(over))

    def known_together(self) -> list[Any]:
        """Those with one mentor, each with all of them at hand."""
        found: list[Any] = list(self)
        for one in found:
            one.with_same_mentor = found
        return found

    def make_room(self, on: dt.date) -> None:
        """What went with an agreement that is over makes room for a new one; it stays, so that it can be read."""
        waiting: Any = self.filter(confirmed_on__isnull=True, replaced_on__isnull=True)
        for one in waiting.exclude(pk__in=waiting.standing()):
            one.record(replaced_on=max(on, one.shared_on or on))

    def that_made_room(self):
        """Those that made room for a new agreement: no later version of their own was ever shared or agreed on."""
        later = self.model._default_manager.filter(
            first_version=OuterRef("first_version"), number__gt=OuterRef("number")
        ).exclude(shared_on=None, confirmed_on=None)
        changes = self.filter(first_version__isnull=False, confirmed_on__isnull=True)
        return changes.filter(replaced_on__isnull=False).exclude(Exists(later))


class Versions(models.Model):
    """Where one version stands among the others of the same agreement."""

    # What the record these belong to brings along.
    pk: Any
    owner: Any
    owner_id: Any
    mentor: Any
    confirmed_on: Any
    between: Any
    record: Any
    require_ready: Any
    is_before: Any
    with_same_mentor: Any
    is_draft: Any
    status: Any
    Status: Any
    last_answer: Any
    words: Any
    answers: Any

    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    # None for the first one. A private link belongs to that one, and so to all of them.
    first_version = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="later_versions", editable=False
    )
    shared_on = models.DateField(_("shared"), null=True, blank=True, editable=False)
    # The very words the mentor was given to read; empty for what was shared before they were kept.
    shared_words = models.JSONField(null=True, blank=True, validators=[validate_sections], editable=False)
    replaced_on = models.DateField(_("replaced"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(shared_words__isnull=True) | Q(shared_on__isnull=False),
                name="agreement_words_kept_when_shared",
            ),
            models.CheckConstraint(
                condition=Q(replaced_on__isnull=True)
                | Q(confirmed_on__isnull=False, replaced_on__gte=F("confirmed_on"))
                | Q(confirmed_on__isnull=True, shared_on__isnull=False, replaced_on__gte=F("shared_on"))
                | Q(confirmed_on__isnull=True, shared_on__isnull=True, number__gt=1),
                name="agreement_replaced_after_confirmed",
            ),
            models.UniqueConstraint(
                fields=["owner", "mentor"],
                condition=Q(confirmed_on__isnull=True, shared_on__isnull=True, replaced_on__isnull=True),
                name="agreement_one_draft_per_mentor",
                violation_error_message=_("There’s already a draft with this mentor"),
            ),
            models.UniqueConstraint(
                fields=["owner", "mentor"],
                condition=Q(confirmed_on__isnull=True, shared_on__isnull=False, replaced_on__isnull=True),
                name="agreement_one_shared_per_mentor",
                violation_error_message=_("Your mentor is already reading another version"),
            ),
        ]

    @property
    def first_key(self) -> int:
        """The key of the first version."""
        return self.first_version_id or self.pk  # type: ignore[attr-defined]

    @property
    def siblings(self) -> Any:
        """Every version of this agreement, the oldest first."""
        return type(self)._default_manager.owned_by(self.owner_id).of_first(self.first_key)  # type: ignore[attr-defined]

    @property
    def waiting(self) -> Any:
        """The versions that wait for a yes: what the mentor is given to read, and what nobody has read yet."""
        return self.siblings.filter(confirmed_on__isnull=True, replaced_on__isnull=True)

    @property
    def is_on_offer(self) -> bool:
        """Whether this is what the mentor is given to read now."""
        is_offered = bool(self.shared_on) and self.confirmed_on is None and self.replaced_on is None
        return is_offered and not self.went_with_it

    @property
    def went_with_it(self) -> bool:
        """Whether it is a change that nobody had said yes to when the agreement it would change was over."""
        if self.confirmed_on or not self.first_version_id:  # type: ignore[attr-defined]
            return False
        return any(one.over_on and one.first_key == self.first_key for one in self.with_same_mentor)

    @property
    def status_word(self) -> str:
        """The status as people read it; a generated column has no display method of its own."""
        if self.went_with_it:
            return str(_("Over"))
        if self.is_refused:
            return str(_("Said no"))
        return str(self.Status(self.status).label)

    @property
    def is_refused(self) -> bool:
        """Whether it waits for no yes any more: the mentor said no, on their page or otherwise.

        Of an answer on the page it knows once `with_word_of_answer` was asked.
        """
        return self.is_draft and (self.last_answer == "no" or self.mentor.said_no)

    @property
    def was_only_offered(self) -> bool:
        """Whether a newer version took its place before anybody said yes to it."""
        return self.replaced_on is not None and self.confirmed_on is None and not self.went_with_it

    @transaction.atomic
    def share(self, on: dt.date) -> None:
        """Give it to the mentor to read, as it is worded now; it takes the place of what they were reading.

        ValidationError when something is missing, or they have answered what nobody has read yet.
        """
        self.require_ready()
        if self.shared_on:
            raise ValidationError(_("You’ve already shared this version"))
        for earlier in self.siblings.on_offer():
            if earlier.answers.unheard().exists():
                raise ValidationError(
                    _("%(name)s has answered in the meantime. Read that first"),
                    params={"name": self.mentor.first_name},
                )
            earlier.record(replaced_on=max(on, earlier.shared_on))
        self.record(
            shared_on=on, shared_words=self.words(),
            mentee_name=self.between["mentee"], mentor_name=self.between["mentor"],
        )  # fmt: skip

    @transaction.atomic
    def unshare(self) -> None:
        """Take back that it was given to the mentor; they read again what they read before.

        ValidationError once they have answered it, or while there are changes to it.
        """
        if not self.is_on_offer:
            raise ValidationError(_("There’s nothing to undo"))
        if self.answers.exists():
            raise ValidationError(
                _("%(name)s has already answered it"), params={"name": self.mentor.first_name}
            )
        if self.siblings.unseen().exists():
            raise ValidationError(_("Share or delete your changes first"))
        self.record(shared_on=None, shared_words=None, mentee_name="", mentor_name="")
        # The one it took the place of: whatever stood before an agreed version is over.
        before = self.siblings.exclude(pk__in=self.siblings.unseen()).filter(number__lt=self.number).last()
        if before and before.replaced_on and before.confirmed_on is None:
            before.record(replaced_on=None)

    def require_nothing_since(self) -> None:
        """ValidationError where it can't run again: by now there is another agreement with the mentor, whose versions
        would be taken for its own, or they were archived, or it isn't to be them for now."""
        mine = type(self)._default_manager.owned_by(self.owner_id)  # type: ignore[attr-defined]
        same = [*mine.filter(mentor=self.mentor).defer("confirmed_words")]
        name = {"name": self.mentor.first_name}
        if any(self.is_before(one) for one in same):
            words = _("You’ve made a new agreement with %(name)s since, so this end can’t be undone.")
            raise ValidationError(words, params=name)
        if self.begun_since():
            words = _("You’ve begun a new agreement with %(name)s since. Delete that draft first, then undo.")
            raise ValidationError(words, params=name, code="begun")
        if self.mentor.archived_on:
            words = _("You’ve archived %(name)s since. Take them out of the archive first, then undo.")
            raise ValidationError(words, params=name, code="archived")
        if not self.mentor.may_be_asked:
            words = _(
                "You’ve noted since that %(name)s won’t be your mentor for now. Undo that first, then this."
            )
            raise ValidationError(words, params=name, code=self.mentor.closed_because or "not_now")

    def begun_since(self) -> Any:
        """The draft of another agreement with the mentor; None where there is none."""
        drafts = type(self)._default_manager.owned_by(self.owner_id).filter(mentor=self.mentor).drafts()  # type: ignore[attr-defined]
        return drafts.exclude(Q(pk=self.first_key) | Q(first_version=self.first_key)).first()

    def move_links(self, now: dt.datetime) -> None:
        """Let the private links to this agreement last as long as its term or the answer has it."""
        first: Any = self.first_version or self
        first.share_links.move(self, now)

    @transaction.atomic
    def open_draft(self) -> "MentorAgreement":
        """The version to write in: the unseen one, made from this one where there is none yet."""
        unseen = self.siblings.unseen().standing().select_related("mentor", "owner").first()
        return unseen or self.change()  # type: ignore[attr-defined]
