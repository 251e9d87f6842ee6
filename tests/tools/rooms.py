"""The parts of the product whose tests are tried by `mutants.py`: which modules, and which tests hold them."""

import sys
from typing import NamedTuple

from .changes import ROOT


class Room(NamedTuple):
    """Modules, as patterns below `mentoring/`; and tests, as files and folders below `tests/`."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "importing": Room(
        ("exchange/importing/*.py",),
        ("views/test_imports.py", "views/test_many.py", "views/test_calendar_file.py", "exchange", "identity"),
    ),
    "merging": Room(
        ("exchange/merging/*.py",),
        ("exchange/test_merging.py", "models/test_ties.py", "views/test_merges.py", "views/contacts",
         "views/test_several.py"),
    ),
    "identity": Room(
        ("identity/*.py",),
        ("identity", "models/test_contacts.py", "views/test_merges.py", "views/test_imports.py",
         "views/contacts", "views/test_phone.py", "introductions/test_paths.py", "exchange"),
    ),
    "courtesies": Room(
        ("models/courtesies.py", "models/introduction_facts.py", "introductions/before_asking.py"),
        ("models/introductions", "views/introductions", "status/next_actions",
         "views/test_interactions.py", "notifications/test_calendar.py", "introductions/test_paths.py",
         "introductions/test_before_asking.py", "views/test_goals.py", "views/test_criteria.py",
         "views/test_direct.py", "views/test_moves.py", "views/test_next_actions.py"),
    ),
    "dates": Room(("dates/*.py",), ("dates", "templatetags")),
    "models": Room(
        ("models/*.py",),
        ("models", "test_constraints.py", "introductions", "search/test_search.py", "exchange/test_merging.py",
         "views"),
    ),
    "status": Room(
        ("status/*.py", "status/next_actions/*.py", "pages/dashboard/*.py"),
        ("status", "pages", "views/test_progress.py", "views/test_dashboard.py", "views/test_next_actions.py",
         "views/test_moves.py", "views/partings", "views/test_answers.py", "views/test_steps.py",
         "views/test_coming_back.py", "views/test_session_letters.py", "views/test_parting_letters.py",
         "views/test_lookbacks.py", "views/mentors_term/test_messages.py",
         "notifications/test_reminder_mails.py"),
    ),
    "stuck": Room(
        ("status/stuck/*.py",),
        ("status/stuck", "status/test_between.py", "pages/dashboard", "views/test_dashboard.py"),
    ),
    "letters": Room(("letters/checks.py",), ("letters", "views/letters")),
    "search": Room(
        ("search/*.py",),
        ("search", "pages/searches", "views/test_search.py", "views/contacts",
         "views/test_criteria.py"),
    ),
    "mail": Room(
        ("notifications/mail/slots.py", "models/mailings.py"),
        ("models/test_mailings.py", "notifications/test_send_reminders.py",
         "notifications/test_reminder_mails.py", "views/test_mailings.py"),
    ),
}  # fmt: skip


def modules(room: Room) -> list[str]:
    """Where a room's modules are; ends the program when a pattern or a test matches nothing."""
    found = {pattern: list(ROOT.glob(f"mentoring/{pattern}")) for pattern in room.modules}
    lost = [f"mentoring/{pattern}" for pattern, paths in found.items() if not paths]
    lost += [f"tests/{path}" for path in room.tests if not (ROOT / "tests" / path.split("::")[0]).exists()]
    if lost:
        sys.exit(f"ROOMS in tests/tools/rooms.py names what is not there: {', '.join(lost)}")
    return sorted({path.relative_to(ROOT).as_posix() for paths in found.values() for path in paths})
