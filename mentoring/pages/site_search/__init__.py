"""One search across everything a person has written: who is meant, what can be done now, and what else is found."""

from .box import Found, look_up
from .kinds import LONGEST, is_cut, kind_of, search, sought_in

__all__ = ["LONGEST", "Found", "is_cut", "kind_of", "look_up", "search", "sought_in"]
