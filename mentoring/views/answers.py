"""What the mentor answered, where the mentee reads it, takes suggestions over or leaves them."""

from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import MentorAgreement, MentorAnswer, Suggestion
from ..models.answers import DECIDING, with_word_of_answer
from ..text import differences
from .owned import press, today_of

# The part of the form in which a clause said in the mentor's own words is changed by hand.
PART_OF = {Suggestion.Clause.GOALS: "goals", Suggestion.Clause.TIME: "time"}


def to_read(request, agreement: MentorAgreement) -> dict:
    """The latest answer to this agreement with its suggestions, for the top of its page."""
    answers = MentorAnswer.objects.owned_by(request.user).about(agreement).prefetch_related("suggestions")
    # What was said to what the mentor reads now stands above the changes to it as well.
    is_unseen = agreement.is_draft and not agreement.shared_on
    on_offer = Q(agreement__replaced_on=None, agreement__confirmed_on=None)
    answer = answers.filter(on_offer if is_unseen else Q(agreement=agreement)).first()
    if answer is None:
        return {"answer": None, "suggestions": []}
    found = [
        {
            "suggestion": suggestion,
            "pieces": differences.pieces(suggestion.before, suggestion.text) if suggestion.is_text else [],
            "part": PART_OF.get(suggestion.clause),
        }
        for suggestion in answer.suggestions.all()
    ]
    goes_on = answer.kind in DECIDING and agreement.siblings.running().exists()
    return {"answer": answer, "suggestions": found, "goes_on": goes_on}


def versions_of(request, agreement: MentorAgreement) -> list[dict]:
    """Every version of this agreement, the newest first: its words, what became of it, and what changed in it.

    A version is an agreement as it stands or was confirmed, or words that were answered before they changed.
    """
    mine = MentorAgreement.objects.owned_by(request.user).of_first(agreement.first_key)
    agreements = (
        with_word_of_answer(mine.select_related("mentor", "owner"))
        .prefetch_related("goals", "answers")
        .order_by("created_at", "pk")
        .known_together()
    )
    found = []
    for one in agreements:
        given = sorted(one.answers.all(), key=lambda answer: (answer.answered_at, answer.pk))
        earlier = {answer.number: answer for answer in given if answer.number < one.number}
        for number, answer in sorted(earlier.items()):
            to_it = [each for each in given if each.number == number]
            found.append({"number": number, "agreement": one, "words": answer.words, "answers": to_it})
        to_it = [each for each in given if each.number == one.number]
        found.append(
            {
                "number": one.number,
                "agreement": one,
                "words": one.words(),
                "answers": to_it,
                "is_present": True,
            }
        )
    for before, version in zip([None, *found], found, strict=False):
        version["changes"] = (
            differences.changed_sections(before["words"], version["words"]) if before else None
        )
    return found[::-1]


@require_POST
def heard(request, pk):
    """The mentee has read the answer."""
    answer = press(
        request, MentorAnswer.objects.select_related("agreement"), pk,
        lambda answer: answer.hear(today_of(request)),
        lambda answer: _("Noted."),
    )  # fmt: skip
    return redirect("agreements.detail", answer.agreement_id)


@require_POST
def taken(request, pk):
    """The suggestion becomes the text of the next version, which the mentor reads once it is shared."""
    drafts = []
    suggestion = press(
        request, Suggestion.objects.select_related("answer__agreement"), pk,
        lambda suggestion: drafts.append(suggestion.take(today_of(request))),
        lambda suggestion: _("Accepted. Share the changes once you’ve been through it all."),
    )  # fmt: skip
    return redirect("agreements.detail", drafts[0].pk if drafts else suggestion.answer.agreement_id)


@require_POST
def declined(request, pk):
    """The text stays as it was; the suggestion is kept."""
    suggestion = press(
        request, Suggestion.objects.select_related("answer__agreement"), pk,
        lambda suggestion: suggestion.decline(today_of(request)),
        lambda suggestion: _("You’ve kept yours."),
    )  # fmt: skip
    return redirect("agreements.detail", suggestion.answer.agreement_id)
