"""The house in figures: what repeats, what is long and how much there is. `make measure` prints them.

- Code lines: lines of Python in mentoring/ and config/ that hold code, without blank lines, comments, docstrings and
  migrations.
- Names defined in several modules: functions and classes at the top level, private ones too, without the words that
  Django and the views share.
- Places that spell a day of an introduction: the modules and templates that name one of its fifteen days, summed over
  the days; tests and migrations are left out.
- The largest Python file leaves out the tables of facts (models/*facts.py), which are looked up and not read through.
- A list of a contact's fields: six of the nine names within ten lines of one module.

tests/test_measures.py holds each figure at its value.
"""

import ast
import collections
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SHARED_NAMES = {"index", "new", "edit", "delete", "detail", "main", "Meta", "Command", "save", "clean"}
DAYS = (
    "write_by", "pledged_on", "asked_on", "nudged_on", "agreed_on", "checked_on", "made_on", "written_on",
    "thanked_on", "followed_up_on", "followed_up_again_on", "answered_on", "met_on",
    "told_on|introducer_informed_on", "closed_on",
)  # fmt: skip
CONTACT = ("name", "role", "company", "place", "email", "phone", "linkedin", "how_known", "notes")
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


class Figure(NamedTuple):
    """One measure: its value, and where it is reached or what counts most."""

    value: int
    where: str = ""


def tracked(*patterns: str) -> list[Path]:
    """The files that git tracks by these patterns and that are there, vendored ones left out."""
    git = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in git.stdout.split("\0") if name and "vendor" not in name]
    return [path for path in paths if path.exists()]


def docstring_lines(tree: ast.AST) -> set[int]:
    """The numbers of all lines that belong to a docstring."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and (
            ast.get_docstring(node, clean=False) is not None
        ):
            lines.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return lines


def code_lines(path: Path) -> int:
    """How many lines of a Python file hold code."""
    lines: set[int] = set()
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type not in NOT_CODE:
                lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - docstring_lines(ast.parse(path.read_text())))


def lists_contact_fields(text: str) -> bool:
    """Whether six of the nine fields of a contact stand within ten lines."""
    rows = [{name for name in CONTACT if re.search(rf"\b{name}\b", line)} for line in text.splitlines()]
    return any(len(set().union(*rows[at : at + 10])) >= 6 for at in range(len(rows)))


def defined_twice(python: Iterable[Path]) -> dict[str, list[str]]:
    """The names that several modules define at their top level, with these modules."""
    places = collections.defaultdict(list)
    for path in python:
        names = {
            node.name
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        for name in names - SHARED_NAMES:
            places[name].append(path.relative_to(ROOT).as_posix())
    return {name: found for name, found in sorted(places.items()) if len(found) > 1}


def spelled_days(texts: list[str]) -> Figure:
    """In how many places a day of an introduction is spelled, and which days most."""
    counts = {day: sum(bool(re.search(rf"\b({day})\b", text)) for text in texts) for day in DAYS}
    most = sorted(counts.items(), key=lambda item: -item[1])[:5]
    return Figure(sum(counts.values()), ", ".join(f"{name} {count}" for name, count in most))


def figures() -> dict[str, Figure]:
    """Every measure of the house by its name."""
    python = [path for path in tracked("mentoring/*.py", "config/*.py") if "migrations" not in path.parts]
    templates = tracked("templates/*.html", "templates/*.txt", "mentoring/*.html")
    texts = {path: path.read_text() for path in [*python, *templates]}
    modules = {path: texts[path] for path in python if not path.name.endswith("facts.py")}
    pages = [path for path in templates if path.suffix == ".html" and "email" not in str(path)]
    longest = max(
        (len(line), f"{path.relative_to(ROOT)}:{number}")
        for path in pages
        for number, line in enumerate(texts[path].splitlines(), 1)
    )
    largest = max(modules, key=lambda path: modules[path].count("\n"))
    twice = defined_twice(python)
    listing = [path.relative_to(ROOT).as_posix() for path in python if lists_contact_fields(texts[path])]
    top = {path.relative_to(ROOT).parts[1] for path in tracked("mentoring/*")}
    return {
        "entries at the top of mentoring": Figure(len(top)),
        "code lines": Figure(sum(map(code_lines, python)), f"{len(python)} files"),
        "template lines": Figure(
            sum(texts[path].count("\n") for path in templates), f"{len(templates)} files"
        ),
        "largest Python file": Figure(modules[largest].count("\n"), str(largest.relative_to(ROOT))),
        "longest template line": Figure(*longest),
        "names defined in several modules": Figure(len(twice), ", ".join(twice)),
        "places that spell a day of an introduction": spelled_days(list(texts.values())),
        "modules that list a contact's fields": Figure(len(listing), ", ".join(listing)),
    }


if __name__ == "__main__":
    sys.stdout.writelines(f"{name:45} {value:7} {where}\n" for name, (value, where) in figures().items())
