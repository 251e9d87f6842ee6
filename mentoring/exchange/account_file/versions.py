"""Every version of the account file that was ever written is read: what an older one calls otherwise stands here.

Whoever changes a name or a value that the file holds adds a row to OLDER, which raises VERSION: it says what the
version before had instead. A real file of each version stands in the tests.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ...models.first_questions import criterion_as_today
from ...models.not_now import contact_as_today, decisions_as_today


@dataclass(frozen=True)
class Before:
    """What a version calls otherwise than the next: fields, values, and kinds of things put off, old to new."""

    fields: dict[str, dict[str, str]] = field(default_factory=dict)  # by kind of record
    values: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)  # by kind and (new) field
    actions: dict[str, str] = field(default_factory=dict)  # "introduction.told", as a postponement names it
    # By kind, what says a whole record as the next version has it, where that is more than names and values.
    records: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)


def _with_decisions(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"decided": decisions_as_today(said["decided"])} if "decided" in said else said


def _without_parts(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name != "parts_saved"}


def _without_switching_off(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name != "revoked_at"}


def _to_one_version(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"shows_one_version": True}


OLDER = {
    1: Before(
        fields={"introduction": {"told_on": "introducer_informed_on"}},
        values={
            ("meeting", "fell_through"): {
                "me_off": "cancelled_by_me",
                "them_off": "cancelled_by_them",
                "me_missed": "no_show_me",
                "them_missed": "no_show_them",
            }
        },
        actions={"introduction.told": "introduction.introducer_informed"},
    ),
    # Nothing has another name. It has neither what was decided nor the names in what was confirmed.
    2: Before(),
    # “Not now” closes a contact. Steps have no plan for what gets in the way, asks no day for an answer.
    3: Before(
        records={
            "contact": contact_as_today,
            **dict.fromkeys(("introduction", "meeting", "mentoranswer"), _with_decisions),
        }
    ),
    # It knows nothing of ties, nor of messages to somebody whom the person knows, and a criterion has no question.
    4: Before(records={"mentorcriterion": criterion_as_today}),
    # It knows nothing of kinds of help, of messages of mentors and of the words as they were sent,
    # nor of letters from the end of working together. It says which parts of an agreement were gone through; each link
    # shows one version only.
    5: Before(records={"mentoragreement": _without_parts, "sharelink": _to_one_version}),
    # It says of each link whether it was switched off; where a file is read none of them opens anything.
    6: Before(records={"sharelink": _without_switching_off}),
}
VERSION = max(OLDER) + 1


def as_today(version: Any, kind: str, said: Any) -> Any:
    """A record of this kind as the present version has it; what is no record is given back for the reader to refuse."""
    if type(said) is not dict:
        return said
    for older in range(version, VERSION):
        said = _as_next(OLDER[older], kind, said)
    return said


def _as_next(before: Before, kind: str, said: dict[str, Any]) -> dict[str, Any]:
    names = before.fields.get(kind, {})
    said = {names.get(name, name): value for name, value in said.items()}
    if kind in before.records:
        said = before.records[kind](said)
    for (whose, name), values in before.values.items():
        if whose == kind and isinstance(said.get(name), str):
            said[name] = values.get(said[name], said[name])
    if kind == "postponement" and isinstance(said.get("action"), str):
        start, colon, number = said["action"].partition(":")
        said["action"] = f"{before.actions.get(start, start)}{colon}{number}"
    return said


def name_answered_version(version: Any, kind: str, said: Any, by_link: dict[Any, Any]) -> Any:
    """A record with what one before it says: an answer of before version 6 is to the agreement that its link names.

    `by_link` is kept between the records of one file.
    """
    if type(said) is not dict or version > 5:
        return said
    if kind == "sharelink" and type(said.get("id")) is int:
        by_link[said["id"]] = said.get("agreement")
    if kind == "mentoranswer" and type(said.get("link")) is int:
        return said | {"agreement": by_link.get(said["link"])}
    return said
