"""What bringing back a file with everything comes to: counted before it happens, and told afterwards."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

MOST_REASONS = 20


@dataclass
class ReadOutcome:
    """What a file does to an account, by kind of record: added, already here; what is left out, and why."""

    into_empty: bool
    added: Counter[str] = field(default_factory=Counter)
    here: Counter[str] = field(default_factory=Counter)
    # Contacts here to whom something was added, and new ones beside somebody who may be the same.
    filled: int = 0
    filled_names: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    beside_count: int = 0
    left_out: list[str] = field(default_factory=list)
    left_out_count: int = 0

    def as_json(self) -> dict[str, Any]:
        """All of it as it is kept with the file that waits."""
        return {**vars(self), "added": dict(self.added), "here": dict(self.here)}

    def fill(self, name: str) -> None:
        """Count a contact here to whom something is added; the first ones are named."""
        self.filled += 1
        if len(self.filled_names) < MOST_REASONS:
            self.filled_names.append(name)

    def stands_beside(self, name: str, other: str, why: str) -> None:
        """Count a contact that is added although somebody here may be the same; the first ones are told."""
        self.beside_count += 1
        if len(self.beside) < MOST_REASONS:
            words = _("%(name)s, alongside %(other)s: %(why)s")
            self.beside.append(words % {"name": name, "other": other, "why": why})

    def leave_out(self, what: str, why: str) -> None:
        """Count something that stays out; the first ones are told with their reason."""
        self.left_out_count += 1
        if len(self.left_out) < MOST_REASONS:
            self.left_out.append(f"{what}: {why}" if why else what)
