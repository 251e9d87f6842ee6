"""What a reason on “Who do you know best?” claims, taken apart again and held to the facts it is about.

Written without the product's own words for a tie, so that a wrong one there is not wrong here as well.
"""

import calendar
import datetime as dt
import re

NUMBERS = {"once": 1, "twice": 2} | {
    f"{word} times": number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    )
}
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
OFTEN = r"(?P<often>once|twice|[a-z]+ times|\d+ times)"
# Each kind of sentence, and which of the facts it speaks of.
SENTENCES = {
    rf"You wrote to each other {OFTEN}, last (?P<when>.+)\.": "both",
    rf"(?P<name>.+) endorsed you {OFTEN},(?: last)? (?P<when>.+)\.": "endorsed",
    r"(?P<name>.+) recommended you (?P<when>.+)\.": "recommended",
    r"You recommended (?P<name>\S+) (?P<when>.+)\.": "recommended_them",
    rf"You endorsed (?P<name>\S+) {OFTEN}\.": "endorsed_them",
    rf"You wrote to (?P<name>\S+) {OFTEN},(?: last)? (?P<when>.+)\.": "mine",
    rf"(?P<name>\S+) wrote to you {OFTEN},(?: last)? (?P<when>.+)\.": "theirs",
    r"(?P<name>\S+) invited you to connect\.": "them",
    r"You invited (?P<name>\S+) to connect\.": "me",
    r"You never wrote to each other\.": "never",
    r"Works where (?P<colleague>\S+) (works|worked)\.": "beside",
}


def number_of(often: str) -> int:
    return NUMBERS.get(often) or int(often.split()[0])


def is_then(when: str, day: dt.date, today: dt.date, year_alone: bool = False) -> bool:
    """Whether words such as "two weeks ago", "in May" or "in March 2022" are true of a day."""
    gone = (today - day).days
    if found := re.fullmatch(r"(\w+) (day|week)s? ago", when):
        number = 1 if found[1] == "a" else NUMBERS[f"{'one' if found[1] == 'a' else found[1]} times"]
        return number == (gone if found[2] == "day" else gone // 7)
    if when in ("today", "yesterday"):
        return gone == ("today", "yesterday").index(when)
    found = re.fullmatch(r"in (?:([A-Z]\w+)(?: (\d{4}))?|(\d{4}))", when)
    assert found, when
    month, year, alone = found.groups()
    if alone:
        return year_alone and int(alone) == day.year != today.year
    return (MONTHS[month], int(year or today.year)) == (day.month, day.year)


def wrong_in(reason: str, facts: dict, first_name: str, today: dt.date) -> list[str]:
    """The sentences of a reason that the facts don't bear out; `beside` is for whoever knows the companies."""
    return [
        one for one in re.findall(r"[^.]+\.", reason) if not _holds(one.strip(), facts, first_name, today)
    ]


def _holds(sentence: str, facts: dict, first_name: str, today: dt.date) -> bool:
    matches = ((re.fullmatch(pattern, sentence), about) for pattern, about in SENTENCES.items())
    found, about = next(((found, about) for found, about in matches if found), (None, ""))
    if found is None:
        return False
    said = found.groupdict()
    if said.get("name", first_name) != first_name:
        return False
    often = number_of(said["often"]) if said.get("often") else 0
    if about in ("me", "them"):
        return facts["invited_by"] == about
    if about in ("beside", "never"):
        return about == "beside" or facts["sent"] == facts["received"] == 0
    if about == "endorsed_them":
        return often == facts["endorsed_them"]
    counted = {
        "both": (facts["sent"] + facts["received"]) * bool(facts["sent"] and facts["received"]),
        "mine": facts["sent"] * (not facts["received"]),
        "theirs": facts["received"] * (not facts["sent"]),
        "endorsed": facts["endorsed_me"],
    }
    day = {
        "endorsed": facts["last_endorsed_on"],
        "recommended": facts["recommended_me_on"],
        "recommended_them": facts["recommended_them_on"],
    }.get(about, facts["last_on"])
    is_vouched = about in ("endorsed", "recommended", "recommended_them")
    return (
        often == counted.get(about, 0) and day is not None and is_then(said["when"], day, today, is_vouched)
    )
