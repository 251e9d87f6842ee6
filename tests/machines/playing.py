"""Playing stories one after the other, each from a seed of its own, and telling what was done and reached."""

import time
import traceback
from collections import Counter
from dataclasses import dataclass, field

import time_machine
from django.core.cache import cache
from django.db import connection, transaction

from . import agreements, introductions, meetings  # noqa: F401 (each lists its verbs)
from .holding import look, states, to_reach
from .world import START, VERBS, World

STEPS = 60


@dataclass
class Told:
    """What came of the stories: verbs and states by count, and what was found broken."""

    done: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    reached: Counter = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    seeds: list[int] = field(default_factory=list)
    seconds: float = 0
    cpu: float = 0

    @property
    def verbs(self) -> int:
        """How many were done."""
        return self.done.total()

    def report(self) -> str:
        """All of it, to be printed."""
        rare = [f"{name} ({self.done[name]})" for name in VERBS if self.done[name] < 50]
        missed = sorted(to_reach() - {*self.reached})
        lines = [
            f"{connection.vendor}: {len(self.seeds)} stories, seeds {self.seeds[0]} to {self.seeds[-1]}",
            f"{self.verbs} verbs in {self.seconds:.0f} s ({self.verbs / max(self.seconds, 1):.1f} a second, "
            f"{self.verbs / max(self.cpu, 1):.1f} a second of CPU), {self.refused.total()} more were refused",
            "Verbs (refused):",
            *(f"  {self.done[name]:6} ({self.refused[name]}) {name}" for name in VERBS),
            "States, one count for each record and verb:",
            *(
                f"  {self.reached[state]:6} {', '.join(state)}"
                for state in sorted({*to_reach(), *self.reached})
            ),
            f"Verbs done less than 50 times: {', '.join(rare) or 'none'}",
            f"States not reached: {'; '.join(map(', '.join, missed)) or 'none'}",
            f"Broken: {len(self.broken)}",
            *self.broken,
        ]
        return "\n".join(lines)


def play(seed: int, told: Told, steps: int = STEPS) -> None:
    """One story of so many verbs; nothing of it is left. What is found broken is noted with the way there."""
    told.seeds.append(seed)
    begun, begun_cpu = time.perf_counter(), time.process_time()
    with time_machine.travel(START, tick=False) as clock, transaction.atomic():
        cache.clear()
        world = World(seed, clock)
        verbs = list(VERBS.values())
        try:
            for _step in range(steps):
                name, is_done = world.step(verbs)
                (told.done if is_done else told.refused)[name] += 1
                told.reached.update((kind, state) for kind, state, _name, _key in states(world))
                look(world)
            connection.check_constraints()
        except Exception:
            way = "\n    ".join(world.trail[-25:])
            told.broken.append(
                f"SEED={seed}, after {len(world.trail)} verbs:\n    {way}\n{traceback.format_exc()}"
            )
        transaction.set_rollback(True)
    told.seconds += time.perf_counter() - begun
    told.cpu += time.process_time() - begun_cpu


def play_until(deadline: float, first: int) -> Told:
    """Story after story from this seed on, until this moment of the running clock."""
    told, seed = Told(), first
    while time.monotonic() < deadline or not told.seeds:
        play(seed, told)
        seed += 1
    return told
