"""A page does little: Python calls beside those of the least page Django can make, and bytes on their way."""

import cProfile
import datetime as dt
import gzip
import pstats

import pytest
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import path

from config.bundles import BUNDLES
from mentoring.models import Contact, MentorAgreement
from tests import addresses
from tests import factories as make
from tests.addresses import World

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# How many times the calls of the floor a page may take.
MOST = 2.0
MOST_OF = {
    # With twenty things to do.
    "dashboard.index, searching": 1.4,
    # The two that everybody sees most.
    "dashboard.index": 1.6,
    "contacts.index": 1.3,
    # More than four hundred time zones.
    "account.settings": 1.4,
    # Then and now of each goal, a letter, and five choices beside it.
    "agreements.completed": 2.05,
    "agreements.ended": 2.1,
    # Nine introductions through one contact, and a look for others like them by their own names.
    "contacts.detail": 2.05,
    # The days of all sessions of a term are laid out; after a yes it asks where each goal stands.
    "agreements.detail": 2.45,
    # What the mentor reads of the term, on the page of the mentee and on theirs: each session with its steps.
    "mentor_messages.look": 2.35,
    "shared.detail": 2.15,
    "sessions.new": 2.05,
}
# How many bytes a page may take on its way; where there are more, why.
MOST_BYTES = 8 * 1024
# The time zones; and a page that is all text.
MOST_BYTES_OF = {"account.settings": 11 * 1024, "advice.index": 10 * 1024}


# The floor: session, person, 30 rows out of 5 queries and 30 KB, through Django's usual middleware alone

BASE = """<!doctype html><html lang="en"><head><title>{% block title %}{% endblock %}</title></head><body>
<header><nav><ul><li><a href="/">Dashboard</a></li><li><a href="/contacts/">Contacts</a></li></ul></nav>
<p>Signed in as {{ user.get_username }}</p>
<form method="post" action="/">{% csrf_token %}<button>Sign out</button></form></header>
<main>{% block content %}{% endblock %}</main></body></html>"""
PAGE = """{% extends "base.html" %}{% block title %}Floor{% endblock %}
{% block content %}<h1>Floor</h1><p>{{ totals.open }} of {{ totals.all }} are open.</p>
<dl>{% for place, n in counts.items %}<dt>{{ place }}</dt><dd>{{ n }}</dd>{% endfor %}</dl>
{% for place, items in panels %}<section aria-labelledby="panel-{{ forloop.counter }}">
<h2 id="panel-{{ forloop.counter }}">{{ place|capfirst }}</h2><table><tbody>
{% for item in items %}<tr><th scope="row"><a href="{% url "item" item.pk %}">{{ item.name }}</a></th>
<td>{{ item.company }}</td><td><span class="state-{{ item.place }}">{{ item.place }}</span></td>
<td>{{ item.prospect_on|date:"j M Y" }}</td></tr>
{% empty %}<tr><td colspan="4">Nothing here yet.</td></tr>{% endfor %}</tbody></table></section>{% endfor %}
{% include "text.html" %}{% endblock %}"""
TEXT = "<p>A page of a server-rendered application is mostly text like this.</p>\n" * 300
PLACES = ("Leeds", "York", "Hull")


@login_required
def floor(request, pk=0):
    """Counts, totals and three lists of ten."""
    mine = Contact.objects.filter(owner=request.user)
    listed = mine.only("owner", "place", "name", "company", "prospect_on").order_by("prospect_on")
    context = {
        "counts": {row["place"]: row["n"] for row in mine.values("place").annotate(n=Count("pk"))},
        "totals": mine.aggregate(all=Count("pk"), open=Count("pk", filter=~Q(place="Hull"))),
        "panels": [(place, list(listed.filter(place=place)[:10])) for place in PLACES],
    }
    return render(request, "page.html", context)


urlpatterns = [path("", floor), path("item/<int:pk>/", floor, name="item")]

FLOOR = override_settings(
    ROOT_URLCONF=__name__,
    SESSION_ENGINE="django.contrib.sessions.backends.db",
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"base.html": BASE, "page.html": PAGE, "text.html": TEXT},
                    )
                ],
            },
        }
    ],
)


def floor_calls(owner) -> int:
    """The calls of the floor for somebody with ten rows in each list."""
    for number in range(30):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        make.ContactFactory(owner=owner, place=PLACES[number % 3], company="Halden & Sons", prospect_on=day)
    with FLOOR:
        client = Client()
        client.force_login(owner)
        return calls(client, "/")[0]


def calls(client, address: str) -> tuple[int, bytes]:
    """How many calls a page takes that somebody has looked at before, and what it is made of."""
    client.get(address)
    profile = cProfile.Profile()
    answer = profile.runcall(client.get, address)
    assert answer.status_code == 200, address
    return pstats.Stats(profile).total_calls, answer.content


# What is held


def test_a_page_takes_few_calls_and_few_bytes(client_alice, alice, bob):
    world, least = World(alice, "Quillwort"), floor_calls(bob)
    # Long enough to be measured by, and no longer than what is measured beside it elsewhere.
    assert 20_000 < least < 27_000
    names = set(addresses.pages()) - addresses.FILES - addresses.LEADING_ON
    pages = {name: calls(client_alice, world.address(name)) for name in sorted(names)}
    MentorAgreement.objects.running().delete()
    pages["dashboard.index, searching"] = calls(client_alice, "/")

    ratios = {name: round(number / least, 2) for name, (number, _html) in pages.items()}
    sizes = {name: len(gzip.compress(html, 6)) for name, (_number, html) in pages.items()}

    most = {name: MOST_OF.get(name, MOST) for name in ratios}
    assert {name: ratio for name, ratio in ratios.items() if ratio > most[name]} == {}
    too_large = {name: size for name, size in sizes.items() if size > MOST_BYTES_OF.get(name, MOST_BYTES)}
    assert too_large == {}


@pytest.mark.parametrize(
    ("name", "most"), [("mentoring/css/waymark.css", 16), ("mentoring/js/waymark.js", 20)]
)
def test_style_and_script_are_small(name, most):
    assert len(gzip.compress(BUNDLES[name]().encode(), 9)) <= most * 1024
