"""What LinkedIn's archive comes to: for each person how often and when, and nothing of what was written.

Somebody is known by their profile. Where only a name stands it counts for whoever alone in the archive has it.
"""

import datetime as dt
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ...identity.keys import profile_address, profile_key
from ...identity.names import in_its_order
from .archive_cells import is_left_out, is_nobody, ordinal, says_yes, several
from .archive_files import MESSAGES, RECOMMENDATIONS_GIVEN, RECOMMENDATIONS_RECEIVED, ArchiveFile
from .cleaning import clean
from .rows import Unreadable

# Different people in one archive; LinkedIn allows 30,000 connections.
MOST_PEOPLE = 100_000
LONGEST_NAME = 120
# So many names of one profile are remembered: people marry, and write themselves in two ways.
MOST_NAMES = 5

Cells = tuple[str, ...]


@dataclass
class Counted:
    """What an archive says of people, by who they are (`key_of_profile`, `key_of_name`), each by the columns of a tie.

    `names` has those who are no connections: how they are called, and their profile.
    """

    counts: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)

    def with_any(self, *columns: str) -> int:
        """Of how many people one of these is known."""
        return sum(any(told.get(name) for name in columns) for told in self.counts.values())


def key_of_profile(url: str) -> str:
    """Who has this profile, however its address is written; "" for none."""
    return profile_key(url if "linkedin.com" in url[:200].lower() else "")


def key_of_name(name: str) -> str:
    """Whoever alone has this name."""
    return f"name {in_its_order(clean(name[:LONGEST_NAME]))}"


class ArchiveCounts:
    """Takes in the files of an archive row by row, in any order; then `counted` says what they come to."""

    def __init__(self, latest: dt.date):
        # No day after this one is believed.
        self.latest = latest.toordinal()
        # Who is named by an address and a name, as they stand in a row; of somebody without an address the name.
        self.numbers: dict[str, int] = {}
        self.seen: dict[tuple[str, str], int] = {}
        self.urls: list[str] = []
        self.called: list[tuple[int, str]] = []
        self.with_name: dict[str, set[int]] = defaultdict(set)
        self.names_of: Counter[int] = Counter()
        self.my_urls: set[int] = set()
        self.my_names: set[str] = set()
        # Of each message its conversation, from whom to whom, and the day.
        self.conversations, self.days = array("q"), array("i")
        self.senders, self.recipients = array("i"), array("i")
        self.groups: set[int] = set()
        self.told: dict[int, dict[str, Any]] = defaultdict(dict)
        self.connected: set[int] = set()
        self.nameless: Counter[str] = Counter()
        # How many rows of a file count for nothing, because they have no day that can be.
        self.undated: Counter[str] = Counter()

    # Who

    def _who(self, url: str, name: str, day: int = 0) -> int:
        """The number of somebody; 0 for nobody who could be told."""
        number = self.seen.get((url, name))
        if number is None:
            number = self._new(url, name[:LONGEST_NAME])
            if len(self.seen) > 4 * MOST_PEOPLE:
                raise Unreadable(_("It names more than %(most)s people") % {"most": f"{MOST_PEOPLE:,}"})
            self.seen[url, name] = number
        if number and day > self.called[number - 1][0]:
            self.called[number - 1] = (day, name[:LONGEST_NAME])
        return number

    def _new(self, url: str, name: str) -> int:
        profile = key_of_profile(url)
        known = self.numbers.get(profile, 0) if profile else 0
        if known and self.names_of[known] >= MOST_NAMES:
            return known
        letters = in_its_order(clean(name))
        if is_nobody(profile, letters):
            return 0
        number = self.numbers.setdefault(profile or f"name {letters}", len(self.numbers) + 1)
        if number > MOST_PEOPLE:
            raise Unreadable(_("It names more than %(most)s people") % {"most": f"{MOST_PEOPLE:,}"})
        if number > len(self.urls):
            self.urls.append(url[:300] if profile else "")
            self.called.append((0, name))
        if profile and letters:
            self.with_name[letters].add(number)
            self.names_of[number] += 1
        return number

    def _day(self, text: str) -> int:
        """The day as a number; 0 for none that can be."""
        day = ordinal(text[:10] if text[4:5] == "-" else text[:40])
        return day if day <= self.latest else 0

    # What the files say, row by row. The cells come in the order of `ArchiveFile.columns`.

    def connections(self, rows: Iterable[Cells]) -> None:
        """Who is a connection, and who of them has no address."""
        for first, last, url in rows:
            name = f"{first} {last}"
            if number := self._who(url, name):
                self.connected.add(number)
                self.nameless[in_its_order(clean(name[:LONGEST_NAME]))] += not key_of_profile(url)

    def profile(self, rows: Iterable[Cells]) -> None:
        """Whose archive it is."""
        for first, last in rows:
            self.my_names.add(in_its_order(clean(f"{first} {last}"[:LONGEST_NAME])))

    def messages(self, rows: Iterable[Cells]) -> None:
        """Who wrote to whom, and when; not what the system sends, drafts, spam and whoever has no address."""
        for sender, url, to, urls, date, conversation, folder, *drafts in rows:
            if not url or (folder and is_left_out(folder)) or any(map(says_yes, drafts)):
                continue
            day = self._day(date)
            if not day:
                self.undated[MESSAGES.name] += 1
                continue
            others = several(urls, to)
            if len(others) > 1 and conversation:
                self.groups.add(hash(conversation))
            if len(others) == 1:
                pair = self._who(url, sender, day), self._who(*others[0], day)
                if all(pair) and self.urls[pair[0] - 1]:
                    self.conversations.append(hash(conversation))
                    self.senders.append(pair[0])
                    self.recipients.append(pair[1])
                    self.days.append(day)

    def invitations(self, rows: Iterable[Cells]) -> None:
        """Who invited whom; the last one counts."""
        last: dict[int, int] = {}
        for sender, to, sent_at, direction, sender_url, to_url in rows:
            is_mine = direction.strip().upper() == "OUTGOING"
            if not is_mine and direction.strip().upper() != "INCOMING":
                continue
            (my_url, my_name), other = ((sender_url, sender), (to_url, to))[:: 1 if is_mine else -1]
            self.my_names.add(in_its_order(clean(my_name[:LONGEST_NAME])))
            if key_of_profile(my_url):
                self.my_urls.add(self._who(my_url, my_name))
            number, day = self._who(*other), self._day(sent_at)
            if number and day >= last.get(number, 0):
                last[number] = day
                self.told[number]["invited_by"] = "me" if is_mine else "them"

    def endorsements_received(self, rows: Iterable[Cells]) -> None:
        """Who endorsed the owner, how often, and when last."""
        for told, day in self._endorsements(rows, "endorsed_me"):
            before = told.get("last_endorsed_on") or 0
            told["last_endorsed_on"] = max(before, day) or None

    def endorsements_given(self, rows: Iterable[Cells]) -> None:
        """Whom the owner endorsed, and how often."""
        for _told in self._endorsements(rows, "endorsed_them"):
            pass

    def _endorsements(self, rows: Iterable[Cells], column: str) -> Iterator[tuple[dict[str, Any], int]]:
        for date, first, last, url in rows:
            if number := self._who(url, f"{first} {last}"):
                told = self.told[number]
                told[column] = told.get(column, 0) + 1
                yield told, self._day(date)

    def recommendations_received(self, rows: Iterable[Cells]) -> None:
        """Who recommended the owner, and when last."""
        self._recommendations(rows, RECOMMENDATIONS_RECEIVED)

    def recommendations_given(self, rows: Iterable[Cells]) -> None:
        """Whom the owner recommended, and when last."""
        self._recommendations(rows, RECOMMENDATIONS_GIVEN)

    def _recommendations(self, rows: Iterable[Cells], file: ArchiveFile) -> None:
        [column] = file.tells
        for first, last, date in rows:
            day, number = self._day(date), self._who("", f"{first} {last}")
            self.undated[file.name] += not day
            if number and day:
                self.told[number][column] = max(day, self.told[number].get(column, 0))

    # What it comes to

    def forget(self, file: ArchiveFile) -> None:
        """Count nothing of this file: it could not be read to its end, or doesn't say whose it is."""
        if file is MESSAGES:
            for kept in (self.conversations, self.days, self.senders, self.recipients):
                del kept[:]
        for told in self.told.values():
            for name in file.tells:
                told.pop(name, None)

    def counted(self) -> Counted:
        """What all of it comes to. Raises Unreadable where messages don't say which of the names is the owner's."""
        alone = self._alone()
        found: dict[int, dict[str, Any]] = defaultdict(dict)
        mine = self._mine() if self.days else set()
        for number, told in (*self._wrote(mine, alone), *self.told.items()):
            if (one := alone.get(number)) and one not in mine | self.my_urls:
                _join_told(found[one], told)
        return self._by_key(found)

    def _alone(self) -> dict[int, int]:
        """Everybody by number; somebody who is only called by a name is whoever alone has it, if there is one."""
        alone = {}
        for key, number in self.numbers.items():
            if key.startswith("name "):
                letters = key.removeprefix("name ")
                profiles, others = self.with_name.get(letters, set()), self.nameless[letters]
                if len(profiles) + others <= 1:
                    alone[number] = next(iter(profiles), number)
            else:
                alone[number] = number
        return alone

    def _mine(self) -> set[int]:
        """The owner: as invitations say, else by the name, else whoever has a part in all that was written."""
        named = {number for name in self.my_names for number in self.with_name.get(name, ())}
        parts = {*self.senders, *self.recipients}
        for likely in (self.my_urls & parts, named & parts):
            if likely:
                return likely
        everywhere = [{*pair} for pair in {*zip(self.senders, self.recipients, strict=True)}]
        common = set.intersection(*everywhere)
        if len(common) != 1:
            raise Unreadable(_("It doesn’t say which of the names is yours. Choose the whole archive"))
        return common

    def _wrote(self, mine: Collection[int], alone: dict[int, int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """For each other person how many messages went each way, and on which days; groups are left out."""
        numbers: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        days: dict[int, set[int]] = defaultdict(set)
        rows = zip(self.conversations, self.senders, self.recipients, self.days, strict=True)
        for conversation, sender, recipient, day in rows:
            is_sent = sender in mine
            if conversation in self.groups or is_sent == (recipient in mine):
                continue
            other = alone.get(recipient if is_sent else sender, 0)
            numbers[other][not is_sent] += 1
            days[other].add(day)
        for other, (sent, received) in numbers.items():
            told = {"sent": sent, "received": received, "days": len(days[other])}
            yield other, told | {"first_on": min(days[other]), "last_on": max(days[other])}

    def _by_key(self, found: dict[int, dict[str, Any]]) -> Counted:
        keys = {number: key for key, number in self.numbers.items()}
        counted = Counted()
        for number, told in found.items():
            key = keys[number]
            counted.counts[key] = {name: _as_text(name, value) for name, value in told.items()}
            if not any(told.values()):
                del counted.counts[key]
            elif number not in self.connected:
                counted.names[key] = (
                    clean(self.called[number - 1][1]),
                    profile_address(self.urls[number - 1]),
                )
        return counted


def _join_told(told: dict[str, Any], more: dict[str, Any]) -> None:
    """What was told of somebody by a name joins what was told by their profile."""
    for name, value in more.items():
        if name in ("endorsed_me", "endorsed_them") and name in told:
            told[name] += value
        elif name.endswith("_on") and told.get(name) and value:
            told[name] = max(told[name], value)
        else:
            told[name] = value or told.get(name, value)


def _as_text(name: str, value: Any) -> Any:
    """A day as JSON has it; numbers and words as they are."""
    return dt.date.fromordinal(value).isoformat() if value and name.endswith("_on") else value
