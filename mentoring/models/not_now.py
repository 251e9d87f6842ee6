"""“Not now” once closed a contact, with this as the reason: what is stored of that, said as it is today.

For the migration, and for account files of older versions. What has another shape is given back for others to refuse.
"""

from collections.abc import Iterable, Mapping
from typing import Any

NOT_NOW = "not_now"
CLOSED = ("closed_on", "closed_because")


def contact_as_today(said: dict[str, Any]) -> dict[str, Any]:
    """The columns of a contact, whatever else stands among them; with a day of “not now” in place of the closing."""
    if said.get("closed_because") != NOT_NOW:
        return {"not_now_on": None, "ask_again_on": None} | said
    since = {"not_now_on": said.get("closed_on"), "ask_again_on": None}
    return said | {"closed_on": None, "closed_because": ""} | since


def decisions_as_today(decided: Any) -> Any:
    """What a record decided about contacts: by fact and column what stood there, and what was written."""
    if type(decided) is not dict:
        return decided
    return {fact: _decision_as_today(changed) for fact, changed in decided.items()}


def _decision_as_today(changed: Any) -> Any:
    if type(changed) is not dict or not changed.keys() >= {*CLOSED}:
        return changed
    if not all(type(pair) is list and len(pair) == 2 for pair in changed.values()):
        return changed
    old, new = ({name: pair[side] for name, pair in changed.items()} for side in (0, 1))
    return _pairs(contact_as_today(old), contact_as_today(new))


def changes_as_today(changes: Iterable[dict], standing: Mapping[int, dict[str, Any]]) -> list[dict]:
    """What can be undone (`undo.Difference`), with the `standing` columns of contacts as JSON, by their keys.

    A column that did not change stands in no difference: it is what stands there now, or with whoever was deleted.
    """
    changes = list(changes)
    gone = {
        change["pk"]: {name: change["columns"][name][0] for name in CLOSED if name in change["columns"]}
        for change in changes
        if change["model"] == "contact" and change["kind"] == "removed"
    }
    return [_change_as_today(change, {**standing, **gone}) for change in changes]


def _change_as_today(change: dict, standing: Mapping[int, dict[str, Any]]) -> dict:
    columns = dict(change["columns"])
    if change["model"] == "contact" and columns.keys() & {*CLOSED}:
        stands = standing.get(change["pk"], {})
        pairs = {name: columns.pop(name, [stands.get(name), stands.get(name)]) for name in CLOSED}
        old, new = ({name: pair[side] for name, pair in pairs.items()} for side in (0, 1))
        said = _pairs(contact_as_today(old), contact_as_today(new))
        is_whole = change["kind"] != "changed"
        columns |= {name: pair for name, pair in said.items() if is_whole or pair[0] != pair[1]}
    if "decided" in columns:
        columns["decided"] = [decisions_as_today(value) for value in columns["decided"]]
    if "undo" in columns:
        columns["undo"] = [value and changes_as_today(value, standing) for value in columns["undo"]]
    return change | {"columns": columns}


def _pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: [old[name], new[name]] for name in old}
