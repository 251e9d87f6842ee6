"""Step 4, while an agreement is written: its two lengths, and what is still missing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .goals import Goal
from .wording import LONG_CLAUSES


class Drafting(models.Model):
    """What is done with a draft."""

    # What the record these belong to brings along.
    record: Any
    owner: Any
    goals: Any
    agreement_goals: Any
    is_draft: Any
    shared_on: Any
    was_only_offered: Any
    siblings: Any
    confirmed_on: Any
    number: Any

    class Meta:
        abstract = True

    def goals_without_step(self) -> list[Goal]:
        """Goals of this agreement that have no step yet: a mentor cannot help with those."""
        return list(self.goals.filter(steps__isnull=True))

    def name_goals(self, goals) -> None:
        """These goals are what the two work on."""
        named = self.agreement_goals.model
        named._default_manager.bulk_create(
            named(owner=self.owner, agreement=self, goal=goal) for goal in goals
        )

    def lengthen(self, texts: dict[str, str]) -> None:
        """Choose the long form; `texts` fill its clauses the first time, later on what was written is there."""
        self._require_unseen()
        is_new = not any(getattr(self, name) for name in LONG_CLAUSES)
        self.record(is_long=True, **(texts if is_new else {}))

    def shorten(self) -> None:
        """Choose the short form; the further clauses are kept for the next time."""
        self._require_unseen()
        self.record(is_long=False)

    def missing(self) -> list[str]:
        """What still stands in the way of sharing and confirming, in words; empty when nothing does."""
        missing = []
        if not self.goals.exists():
            missing.append(str(_("Choose at least one goal")))
        missing += [
            _("Give “%(goal)s” at least one step") % {"goal": goal} for goal in self.goals_without_step()
        ]
        return missing

    def require_ready(self) -> None:
        """ValidationError unless this is a draft in which nothing is missing."""
        self.require_draft()
        if missing := self.missing():
            raise ValidationError(missing)

    def require_draft(self) -> None:
        """ValidationError once this version is settled: confirmed, or replaced by one that was shared since."""
        if self.number > 1 and not self.confirmed_on and self.siblings.over().exists():
            raise ValidationError(
                _("That agreement is over, and so are changes to it. Begin a new one instead")
            )
        if self.was_only_offered:
            raise ValidationError(_("You’ve shared a newer version since, which took the place of this one"))
        if not self.is_draft:
            raise ValidationError(_("A confirmed agreement is never edited; propose a change instead"))

    def _require_unseen(self) -> None:
        self.require_draft()
        if self.shared_on:
            raise ValidationError(_("What was shared stays as it is; make your change in a new version"))
