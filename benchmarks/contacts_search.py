"""How searching behaves with 500 and with 50,000 contacts: `python benchmarks/contacts_search.py`.

Runs in a throw-away database beside that of DATABASE_URL (SQLite without it), prints for each question how long
it takes with few and with many contacts, and the plan of one.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import connection  # noqa: E402

from mentoring.forms.contacts import ContactSearchForm  # noqa: E402
from mentoring.models import Contact, User  # noqa: E402
from mentoring.search.words import any_of  # noqa: E402

FEW, MANY = 500, 50_000
NAMES = ["Ada", "Ben", "Chidi", "Dana", "Élise", "Farid", "Grace", "Hana", "Kofi", "Łukasz", "Niamh", "Priya"]
ROLES = [
    "Operations Director",
    "Plant Manager",
    "Sales Manager",
    "Teacher",
    "Civil Engineer",
    "Head of People",
]
COMPANIES = ["Northgate Foods", "Kestrel Cold-Chain", "Halden Packaging", "Calder Mutual", "Orrin Components"]
PLACES = ["Leeds", "York", "Sheffield", "Manchester", "London"]
# One in a hundred is a treasurer; one in a thousand keeps bees.
QUESTIONS = ["treasurer", "bee*", "plant manager bees", "łukasz leeds", "manager", "nobodyatall"]


def fill(owner: User, number: int) -> None:
    """Give somebody so many contacts, the same on every machine."""
    chance = random.Random(number)  # noqa: S311 not a secret
    for start in range(0, number, 5000):
        Contact.objects.bulk_create(
            Contact(
                owner=owner,
                name=f"{chance.choice(NAMES)} {chance.choice(NAMES)}son {at}",
                role=chance.choice(ROLES),
                company=chance.choice(COMPANIES),
                place=chance.choice(PLACES),
                notes=("Treasurer. " if at % 100 == 7 else "") + ("Keeps bees. " if at % 1000 == 7 else ""),
            )
            for at in range(start, min(number, start + 5000))
        )


def seconds(ask, times: int = 7) -> float:
    """The median of several runs."""
    taken = []
    for _time in range(times):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def page(owner: User, words: str) -> None:
    """What the list asks for one search: how many, and the first page in order."""
    search = ContactSearchForm({"q": words}, owner=owner)
    search.found().count()
    list(search.ordered(search.found()).values_list("pk", flat=True)[:20])


def main() -> None:
    """Fill, ask and print."""
    say = sys.stdout.write
    connection.creation.create_test_db(verbosity=0)
    few, many = (User.objects.create_user(email=f"{number}@example.org") for number in (FEW, MANY))
    begun = time.perf_counter()
    fill(few, FEW)
    fill(many, MANY)
    say(f"{connection.vendor}: {FEW + MANY:,} contacts written in {time.perf_counter() - begun:.1f} s\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"{'question':22}{'found':>8}{f'of {FEW}':>12}{f'of {MANY:,}':>12}{'ratio':>8}\n")
    for words in QUESTIONS:
        found = Contact.objects.owned_by(many).search(words).count()
        small, large = seconds(lambda: page(few, words)), seconds(lambda: page(many, words))  # noqa: B023
        say(f"{words:22}{found:>8,}{small * 1000:>9.1f} ms{large * 1000:>9.1f} ms{large / small:>8.1f}\n")
    say(Contact.objects.owned_by(many).with_words(any_of("treasurer, bee*")).order_by().explain() + "\n")
    connection.creation.destroy_test_db(
        ":memory:" if connection.vendor == "sqlite" else "waymark", verbosity=0
    )


if __name__ == "__main__":
    main()
