"""Step 4, while an agreement is written: its parts, its two lengths, and what is still missing."""

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
    goals: Any
    is_draft: Any
    parts_saved: Any
    Part: Any

    class Meta:
        abstract = True

    @property
    def next_part(self) -> Any:
        """The first of the six parts not gone through yet; None when all are."""
        return next((part for part in self.Part if part.value not in self.parts_saved), None)

    def goals_without_step(self) -> list[Goal]:
        """Goals of this agreement that have no step yet: a mentor cannot help with those."""
        return list(self.goals.filter(steps__isnull=True))

    def save_part(self, part: str) -> None:
        """Remember that the person has gone through this part."""
        self._require_draft()
        if part not in self.parts_saved:
            self.record(parts_saved=[*self.parts_saved, part])

    def lengthen(self, texts: dict[str, str]) -> None:
        """Choose the long form; `texts` fill its clauses the first time, later on what was written is there."""
        self._require_draft()
        is_new = not any(getattr(self, name) for name in LONG_CLAUSES)
        self.record(is_long=True, **(texts if is_new else {}))

    def shorten(self) -> None:
        """Choose the short form; the further clauses are kept for the next time."""
        self._require_draft()
        self.record(is_long=False)

    def missing(self) -> list[str]:
        """What still stands in the way of sharing and confirming, in words; empty when nothing does."""
        missing = [
            _("Go through “%(part)s”") % {"part": part.label}
            for part in self.Part
            if part.value not in self.parts_saved
        ]
        if not self.goals.exists():
            missing.append(str(_("Choose at least one goal")))
        missing += [
            _("Give “%(goal)s” at least one step") % {"goal": goal} for goal in self.goals_without_step()
        ]
        return missing

    def require_ready(self) -> None:
        """ValidationError unless this is a draft in which nothing is missing."""
        self._require_draft()
        if missing := self.missing():
            raise ValidationError(missing)

    def _require_draft(self):
        if not self.is_draft:
            raise ValidationError(_("A confirmed agreement is never edited; propose a change instead"))
