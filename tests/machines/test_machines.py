"""Two people and more, doing anything in any order: what was read stays, nothing unsent shows, and all of it ends."""

import os
import sys
import time

import pytest

from tests.chance import examples

from .playing import Told, play, play_until

pytestmark = pytest.mark.django_db


def test_whatever_they_do_they_keep_their_word():
    told = Told()
    for seed in range(examples(3)):
        play(seed, told)

    assert told.broken == []
    assert told.verbs >= 40 * len(told.seeds)


@pytest.mark.long
def test_whatever_many_do_they_keep_their_word(capsys):
    """`make machines` says for how many minutes; `make long` plays half a minute."""
    minutes, seed = float(os.environ.get("MINUTES") or 0.5), int(os.environ.get("SEED") or 1000)
    told = play_until(time.monotonic() + 60 * minutes, seed)
    with capsys.disabled():
        sys.stdout.write(f"\n{told.report()}\n")

    assert told.broken == []
