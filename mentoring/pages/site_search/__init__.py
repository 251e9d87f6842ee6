"""One search across everything a person has written: who is meant, what can be done now, and what else is found."""

from .box import Found, found
from .kinds import LONGEST, is_cut, kind_of, search, sought_in

__all__ = ["LONGEST", "Found", "found", "is_cut", "kind_of", "search", "sought_in"]
