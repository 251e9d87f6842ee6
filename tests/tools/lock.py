"""Proves that the lock is complete: every requirement of every locked package is locked as well.

`make run` and `make test` install the lock with --no-deps, so nothing released later can change what they install.
The price is that nothing missing would be fetched either. This check reads what the installed packages require and
looks it up in requirements/*.txt, for each Python and system that the lock is for. Exit status 1 names what is missing.
"""

import itertools
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# sys_platform, platform_system and os_name go together.
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))


def environments() -> Iterator[dict[str, str]]:
    """The values of environment markers (PEP 508) on every Python and system that the lock is for."""
    for python, (platform, system, name) in itertools.product(PYTHONS, SYSTEMS):
        yield default_environment() | {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_version": f"{python}.0",
            "sys_platform": platform,
            "platform_system": system,
            "os_name": name,
        }


def locked(*files: str) -> list[Requirement]:
    """The pins of lock files, each `name==version` with the marker that says where it applies."""
    lines = (line for file in files for line in (ROOT / "requirements" / file).read_text().splitlines())
    return [Requirement(line.rstrip(" \\")) for line in lines if line[:1].isalnum()]


def wanted(groups: tuple[str, ...]) -> list[Requirement]:
    """What pyproject.toml asks for: the product's own dependencies, and those of these dependency groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [*project["project"]["dependencies"]]
    lines += [line for group in groups for line in project["dependency-groups"][group]]
    return [Requirement(line) for line in lines]


def applies(requirement: Requirement, environment: dict[str, str], extras: set[str]) -> bool:
    """Whether a requirement holds in an environment, for a package that is wanted with these extras."""
    marker = requirement.marker
    return not marker or any(marker.evaluate(environment | {"extra": extra}) for extra in ("", *extras))


def needs(name: str) -> list[Requirement]:
    """What an installed package requires; of one that only another system installs nothing is known here."""
    try:
        return [Requirement(line) for line in metadata.requires(name) or []]
    except metadata.PackageNotFoundError:
        return []


def missing(pins: list[Requirement], roots: list[Requirement], environment: dict[str, str]) -> Iterator[str]:
    """What the lock lacks in one environment: a sentence for every requirement that no pin satisfies."""
    versions = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pins
        if applies(pin, environment, set())
    }
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [(root, "pyproject.toml") for root in roots]
    while waiting:
        requirement, whose = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if name not in versions or not requirement.specifier.contains(versions[name], prereleases=True):
            yield f"{whose} needs {requirement}, the lock has {versions.get(name, 'nothing')}"
        elif (name, extras) not in seen:
            seen.add((name, extras))
            waiting += [(need, name) for need in needs(name) if applies(need, environment, set(extras))]


def main() -> int:
    """Check both locks; prints what is missing and returns the exit status."""
    locks: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
        (("base.txt",), ()),
        (("base.txt", "test.txt"), ("test",)),
    )
    found = {
        sentence
        for files, groups in locks
        for environment in environments()
        for sentence in missing(locked(*files), wanted(groups), environment)
    }
    sys.stdout.writelines(f"{sentence}\n" for sentence in sorted(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
