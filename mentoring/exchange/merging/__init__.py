"""One person who stands twice among the contacts becomes one contact, and can be taken apart to the letter."""

from .merge import merge, references, suggested_choices, what_moves
from .undo import take_apart

__all__ = ["merge", "references", "suggested_choices", "take_apart", "what_moves"]
