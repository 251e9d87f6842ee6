"""Step 3: the words of a first message to somebody whom the person knows: half an hour, about one thing."""

from dataclasses import dataclass

from ..models import Contact, Goal, LetterKind, OwnLetter, User
from .ask import reason, signature, thing_words
from .letter import Letter
from .wording import render, word


@dataclass(frozen=True)
class Direct:
    """What `owner` writes to `person`, whom they know as `known` says, about one goal, or a `purpose` of its own."""

    owner: User
    person: Contact
    goal: Goal | None = None
    known: str = ""
    purpose: str = ""

    def letter(self, own: OwnLetter | None = None) -> Letter:
        """The message to send, in the person's own wording where they have one (`own`)."""
        return word(LetterKind.DIRECT, self._words, own)

    @property
    def spoken(self) -> str:
        """The same to be said, face to face or on the phone."""
        return " ".join(render("direct_spoken", self._words).split())

    @property
    def thing(self) -> dict[str, str]:
        """The words for the one thing it is about."""
        return thing_words(self.goal, self.purpose)

    @property
    def _words(self) -> dict[str, str]:
        return {
            "me": signature(self.owner),
            "my_name": self.owner.name,
            "prospect": self.person.first_name,
            "known": reason(self.known),
            **self.thing,
        }
