"""What state machines have in common."""

import functools
from collections import Counter


def every_third_step(check):
    """A dear check looks after each third step, from the first one on: what went wrong before still shows then."""

    @functools.wraps(check)
    def look(self):
        looked = self.__dict__.setdefault("looked", Counter())
        looked[check.__name__] += 1
        if looked[check.__name__] % 3 == 1:
            check(self)

    return look
