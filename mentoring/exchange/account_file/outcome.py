"""What bringing back a file with everything comes to: counted before it happens, and told afterwards."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_REASONS = 20


@dataclass
class Outcome:
    """What a file does to an account, by kind of record: added, already here; what is left out, and why."""

    into_empty: bool
    added: Counter[str] = field(default_factory=Counter)
    here: Counter[str] = field(default_factory=Counter)
    filled: int = 0
    left_out: list[str] = field(default_factory=list)
    left_out_count: int = 0

    def as_json(self) -> dict[str, Any]:
        """All of it as it is kept with the file that waits."""
        return {**vars(self), "added": dict(self.added), "here": dict(self.here)}

    def leave_out(self, what: str, why: str) -> None:
        """Count something that stays out; the first ones are told with their reason."""
        self.left_out_count += 1
        if len(self.left_out) < MOST_REASONS:
            self.left_out.append(f"{what}: {why}" if why else what)
