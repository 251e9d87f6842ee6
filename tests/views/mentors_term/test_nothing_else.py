"""No word is on the mentor's page that was not sent."""

import re

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from django.utils import timezone

from mentoring.models.base import Owned
from tests import addresses
from tests.factories import ShareLinkFactory
from tests.markup import words_on
from tests.views.mentors_term.mentors_page import letter_of, send

pytestmark = pytest.mark.django_db


def canaries(owner, sign="zq") -> dict[str, str]:
    """A word of its own in every text field of every record of a person: by the word, which field it is.

    What the database keeps as it was given stays, and is told by the word of its world.
    """
    planted = {}
    for model in apps.get_app_config("mentoring").get_models():
        if not issubclass(model, Owned):
            continue
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not (field.generated or field.choices)
            and (field.max_length or 999) >= 60
            and not field.name.endswith(("_key", "fingerprint"))
        ]
        for record in model._default_manager.filter(owner=owner):
            for field in texts:
                word = f"{sign}{len(planted)}z"
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=record.pk).update(**{field.name: word})
                except DatabaseError:
                    continue
                planted[word] = f"{model.__name__}.{field.name}"
    return planted


def fields_on(page, planted) -> set[str]:
    """Which fields of which records stand on a page."""
    return {planted[word] for word in re.findall(r"z[qr]\d+z", page.content.decode()) if word in planted}


def test_no_word_is_on_the_page_that_was_not_sent_and_each_that_was(client, client_alice, alice, freeze):
    world = addresses.World(alice, "Quillwort")
    planted = canaries(alice)
    assert len(set(planted.values())) > 75
    first = client.get(reverse("shared.detail", args=[world.term_token]))
    assert fields_on(first, planted) == {"Meeting.where"}
    assert "“Quillwort text”" in words_on(first)  # what the mentor themself sent

    prepare = reverse("meetings.prepare", args=[world.session.pk])
    typed = {"asks_for": "zqask", "message": "zqagenda", "preparation": "zqmine", "subject": "zqsubject"}
    words = ("zqask", "zqagenda", "zqmine", "zqsubject")
    client_alice.post(prepare, letter_of(client_alice, prepare, **typed))
    unsent = client.get(reverse("shared.detail", args=[world.term_token])).content.decode()
    send(client_alice, prepare, **typed)
    sent = client.get(reverse("shared.detail", args=[world.term_token])).content.decode()
    assert [word for word in words if word in unsent] == []
    assert [word for word in words if word in sent] == [
        "zqagenda"
    ]  # the letter doesn’t hold what is asked for

    draft = fields_on(client.get(reverse("shared.detail", args=[world.token])), planted)
    assert {field for field in draft if not field.startswith("MentorAgreement.")} <= {"Goal.title"}

    world.wound_up.agreed_steps.add(world.step)
    client_alice.post(reverse("debriefs.reported_back", args=[world.held.pk]))
    client_alice.post(reverse("summaries.sent", args=[world.wound_up.pk]))
    still = fields_on(client.get(reverse("shared.detail", args=[world.term_token])), planted)
    assert still == {"Meeting.where"}
    client_alice.post(reverse("debriefs.shown", args=[world.held.pk]))
    client_alice.post(reverse("summaries.shown", args=[world.wound_up.pk]))
    now = fields_on(client.get(reverse("shared.detail", args=[world.term_token])), planted)
    assert now == {
        "Meeting.where", "GoalStep.text", "Meeting.one_thing", "Meeting.came_of_it",
    }  # fmt: skip

    after = ShareLinkFactory(owner=alice, agreement=world.over)
    over = reverse("shared.detail", args=[after.token])
    assert fields_on(client.get(over), planted) == set()
    world.goal.record(achieved_on=timezone.localdate())
    client_alice.post(reverse("agreements.learned_shown", args=[world.over.pk]))
    client_alice.post(reverse("agreements.thanks_sent", args=[world.over.pk]))
    assert fields_on(client.get(over), planted) == {
        "Goal.title", "Goal.success", "MentorAgreement.lessons", "MentorAgreement.thanks_words",
    }  # fmt: skip

    # What is edited after it was sent stays as it was sent; the place of the next session is where it is.
    edited = canaries(alice, "zr")
    assert set(edited.values()) == set(planted.values())
    for page in (reverse("shared.detail", args=[world.term_token]), over):
        assert fields_on(client.get(page), edited) <= {"Meeting.where"}
        assert fields_on(client.get(page), planted) == (now - {"Meeting.where"} if page != over else {
            "Goal.title", "Goal.success", "MentorAgreement.lessons", "MentorAgreement.thanks_words",
        })  # fmt: skip
