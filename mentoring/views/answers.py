"""What the mentor answered, where the mentee reads it, takes suggestions over or leaves them."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import MentorAgreement, MentorAnswer, Suggestion
from ..text import differences
from .owned import press, today_of

# The part of the form in which a clause said in the mentor's own words is changed by hand.
PART_OF = {Suggestion.Clause.GOALS: "goals", Suggestion.Clause.TIME: "time"}


def to_read(request, agreement: MentorAgreement) -> dict:
    """The latest answer to this agreement with its suggestions, for the top of its page."""
    answers = MentorAnswer.objects.owned_by(request.user).to(agreement).prefetch_related("suggestions")
    answer = answers.first()
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
    return {"answer": answer, "suggestions": found}


def versions_of(request, agreement: MentorAgreement) -> list[dict]:
    """Every version with this mentor, the newest first: its words, what became of it, and what changed in it.

    A version is an agreement as it stands or was confirmed, or words that were answered before they changed.
    """
    mine = MentorAgreement.objects.owned_by(request.user).filter(mentor=agreement.mentor_id)
    agreements = (
        mine.select_related("mentor", "owner")
        .prefetch_related("goals", "share_links__answers")
        .order_by("created_at", "pk")
    )
    found = []
    for one in agreements:
        given = [answer for link in one.share_links.all() for answer in link.answers.all()]
        given.sort(key=lambda answer: (answer.answered_at, answer.pk))
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
        request, MentorAnswer.objects.select_related("link"), pk,
        lambda answer: answer.hear(today_of(request)),
        lambda answer: _("Noted."),
    )  # fmt: skip
    return redirect("agreements.detail", answer.link.agreement_id)


@require_POST
def taken(request, pk):
    """The suggestion becomes the text, and the draft a new version."""
    suggestion = press(
        request, Suggestion.objects.select_related("answer__link"), pk,
        lambda suggestion: suggestion.take(today_of(request)),
        lambda suggestion: _("Accepted. Once you’ve been through it all, the new version goes back "
                             "to be confirmed."),
    )  # fmt: skip
    return redirect("agreements.detail", suggestion.answer.link.agreement_id)


@require_POST
def declined(request, pk):
    """The text stays as it was; the suggestion is kept."""
    suggestion = press(
        request, Suggestion.objects.select_related("answer__link"), pk,
        lambda suggestion: suggestion.decline(today_of(request)),
        lambda suggestion: _("You’ve kept yours."),
    )  # fmt: skip
    return redirect("agreements.detail", suggestion.answer.link.agreement_id)
