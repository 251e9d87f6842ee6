"""What names something to do, for good: as text it is stored and stands in addresses, as a value it has its parts."""

from typing import Self


class ActionKey(str):
    """The kind of record, the rule or verb, and the number of the record: "introduction.thanked:7"."""

    kind: str
    verb: str
    pk: int | None

    def __new__(cls, kind: str, verb: str, pk: int | None = None) -> Self:
        """The key of these parts; without a number it names a rule that speaks of no record."""
        made = super().__new__(cls, f"{kind}.{verb}" if pk is None else f"{kind}.{verb}:{pk}")
        made.kind, made.verb, made.pk = kind, verb, pk
        return made

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key that a text is, or None where it names no record."""
        rule, _colon, number = text.rpartition(":")
        kind, _dot, verb = rule.partition(".")
        if not verb or not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        return cls(kind, verb, int(number))

    @property
    def rule(self) -> str:
        """The key without the record."""
        return f"{self.kind}.{self.verb}"
