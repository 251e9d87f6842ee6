"""“Not now” of earlier releases, once a reason to close a contact: said as it is today."""

import pytest

from mentoring.models.not_now import changes_as_today, contact_as_today, decisions_as_today

CLOSED = {"closed_on": "2026-03-02", "closed_because": "not_now"}
NO = {"closed_on": "2026-03-02", "closed_because": "said_no"}
OPEN = {"closed_on": None, "closed_because": ""}
TODAYS = {"not_now_on": "2026-03-02", "ask_again_on": None}
NOTHING = {"not_now_on": None, "ask_again_on": None}


def pairs(old: dict, new: dict) -> dict:
    return {name: [old[name], new[name]] for name in old}


def change(kind: str = "changed", model: str = "contact", pk: int = 7, **columns) -> dict:
    return {"model": model, "pk": pk, "kind": kind, "columns": columns}


@pytest.mark.parametrize(
    ("said", "today"),
    [
        (CLOSED, OPEN | TODAYS),
        (NO, NO | NOTHING),
        (OPEN, OPEN | NOTHING),
        ({"name": "Ruth"} | CLOSED, {"name": "Ruth"} | OPEN | TODAYS),
        (OPEN | {"not_now_on": "2026-01-01"}, OPEN | {"not_now_on": "2026-01-01", "ask_again_on": None}),
    ],
)
def test_a_contact_closed_with_not_now_is_open_and_waits(said, today):
    assert contact_as_today(said) == today


def test_what_a_record_decided_about_contacts_is_said_so_too():
    decided = {"closed_on": pairs(OPEN, CLOSED), "asked_on": {"may_introduce": [False, True]}}

    assert decisions_as_today(decided) == {
        "closed_on": pairs(OPEN | NOTHING, OPEN | TODAYS),
        "asked_on": {"may_introduce": [False, True]},
    }


@pytest.mark.parametrize(
    "decided",
    [
        None,
        ["closed_on"],
        {"closed_on": "not_now"},
        {"closed_on": {"closed_on": [None, "2026-03-02"]}},
        {"closed_on": {"closed_on": [None], "closed_because": ["", "not_now"]}},
        {"closed_on": {"closed_on": None, "closed_because": ["", "not_now"]}},
    ],
)
def test_what_has_another_shape_is_left_for_others_to_refuse(decided):
    assert decisions_as_today(decided) == decided


def test_a_change_that_can_be_undone_names_only_what_changed():
    closing = change(**pairs(OPEN, CLOSED), notes=["", "Later"])
    to_a_no = change(closed_because=["not_now", "said_no"])
    whole = change("removed", **{name: [value, None] for name, value in (CLOSED | {"name": "Ruth"}).items()})
    others = [
        change(model="introduction", **pairs(OPEN, CLOSED)),
        change("removed", pk=8, notes=["Later", None]),
        change(model="merge", kept_id=[7, 8]),
    ]

    found = changes_as_today([closing, to_a_no, *others], {7: NO})

    assert [one["columns"] for one in found] == [
        {"notes": ["", "Later"], "not_now_on": [None, "2026-03-02"]},
        {
            "closed_on": [None, "2026-03-02"],
            "closed_because": ["", "said_no"],
            "not_now_on": ["2026-03-02", None],
        },
        *(one["columns"] for one in others),
    ]
    [gone] = changes_as_today([whole], {})
    assert gone["columns"]["not_now_on"][0] == "2026-03-02"
    assert gone["columns"]["ask_again_on"] == [None, None]
    assert (gone["columns"]["closed_because"][0], gone["columns"]["name"]) == ("", ["Ruth", None])


def test_what_stands_nowhere_any_more_is_known_by_whoever_was_deleted():
    removed = change("removed", **{name: [value, None] for name, value in CLOSED.items()})
    another = change("removed", model="introduction", closed_on=["2026-05-05", None])
    earlier = change(closed_because=["", "not_now"])

    found = changes_as_today([earlier, removed, another], {7: OPEN, 8: CLOSED})

    assert found[0]["columns"]["not_now_on"] == [None, "2026-03-02"]


def test_changes_within_changes_are_told_likewise():
    merge = change(
        model="merge",
        undo=[[change(**pairs(OPEN, CLOSED))], None],
        decided=[None, {"closed_on": pairs(OPEN, CLOSED)}],
    )

    [found] = changes_as_today([merge], {})

    assert found["columns"]["undo"] == [[change(not_now_on=[None, "2026-03-02"])], None]
    assert found["columns"]["decided"] == [None, {"closed_on": pairs(OPEN | NOTHING, OPEN | TODAYS)}]
