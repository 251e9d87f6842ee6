"""Step 3: the words of a first message to somebody whom the person knows: half an hour, about one thing."""

from dataclasses import dataclass

from ..models import Contact, Goal, LetterKind, OwnLetter, User
from .ask import goal_words, reason, signature
from .letter import Letter
from .wording import render, word


@dataclass(frozen=True)
class Direct:
    """What `owner` writes to `person`, whom they know as `known` says, about one goal."""

    owner: User
    person: Contact
    goal: Goal | None = None
    known: str = ""

    def letter(self, own: OwnLetter | None = None) -> Letter:
        """The message to send, in the person's own wording where they have one (`own`)."""
        return word(LetterKind.DIRECT, self._words, own)

    @property
    def spoken(self) -> str:
        """The same to be said, face to face or on the phone."""
        return " ".join(render("direct_spoken", self._words).split())

    @property
    def _words(self) -> dict[str, str]:
        return {
            "me": signature(self.owner),
            "my_name": self.owner.name,
            "prospect": self.person.first_name,
            "known": reason(self.known),
            **goal_words(self.goal),
        }
