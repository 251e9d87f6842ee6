"""What state machines have in common."""

import functools
from collections import Counter

from hypothesis.stateful import invariant

from mentoring.models.tally import recount


def every_third_step(check):
    """A dear check looks after each third step, from the first one on: what went wrong before still shows then."""

    @functools.wraps(check)
    def look(self):
        looked = self.__dict__.setdefault("looked", Counter())
        looked[check.__name__] += 1
        if looked[check.__name__] % 3 == 1:
            check(self)

    return look


class Tallied:
    """A machine after whose steps the numbers kept beside the contacts are those that are there."""

    @invariant()
    @every_third_step
    def the_tally_is_right(self):
        assert recount() == {}
