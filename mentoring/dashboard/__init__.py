"""Where the search stands: the four steps of the rail, and everything the first page says about them."""

from . import stuck
from .standing import Standing, Variant, standing
from .steps import Rail, RailLink, RailStep, rail

__all__ = ["Rail", "RailLink", "RailStep", "Standing", "Variant", "rail", "standing", "stuck"]
