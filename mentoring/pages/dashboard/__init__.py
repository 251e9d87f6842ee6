"""Where the search stands: the four steps of the rail, and everything the first page says about them."""

from ...status import stuck
from .rail_steps import Rail, RailLink, RailStep, rail_of
from .summary import Standing, Variant, standing
from .waiting import come_back, waiting_of

__all__ = [
    "Rail",
    "RailLink",
    "RailStep",
    "Standing",
    "Variant",
    "come_back",
    "rail_of",
    "standing",
    "stuck",
    "waiting_of",
]
