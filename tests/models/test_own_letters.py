"""The person's own wording of a kind of letter: one of each, never empty, of a kind that exists."""

import pytest
from django.db import IntegrityError, transaction

from mentoring.letters import LETTERS
from mentoring.models import LetterKind, OwnLetter
from tests.factories import OwnLetterFactory

pytestmark = pytest.mark.django_db


def test_own_letter_is_called_by_its_kind(alice):
    assert str(OwnLetterFactory(owner=alice, kind="take_no")) == "Taking no for an answer"


def test_each_person_words_each_kind_once(alice, bob):
    OwnLetterFactory(owner=alice, kind="thanks")
    OwnLetterFactory(owner=alice, kind="nudge")
    OwnLetterFactory(owner=bob, kind="thanks")

    with (
        pytest.raises(IntegrityError, match=r"ownletter_once_per_kind|owner_id, .*kind"),
        transaction.atomic(),
    ):
        OwnLetterFactory(owner=alice, kind="thanks")


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [({"text": ""}, "ownletter_has_text"), ({"kind": "poem"}, "ownletter_kind_known")],
)
def test_database_refuses_what_is_no_letter(alice, facts, constraint):
    letter = OwnLetterFactory(owner=alice)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OwnLetter.objects.filter(pk=letter.pk).update(**facts)


@pytest.mark.parametrize("kind", LetterKind)
def test_database_knows_every_kind(alice, kind):
    letter = OwnLetterFactory(owner=alice, kind=kind)

    assert OwnLetter.objects.get(kind=kind) == letter
    assert LETTERS[kind].placeholders


def test_letters_go_with_their_owner(alice, bob):
    OwnLetterFactory(owner=alice)
    kept = OwnLetterFactory(owner=bob)

    alice.delete()

    assert list(OwnLetter.objects.all()) == [kept]
