"""Step 4: looking back together, after the trial, halfway and at the last session."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..forms.reviews import ReviewForm
from ..models import MentorAgreement, Review
from .owned import bound_to, form_page, owned_or_404, say

QUESTIONS = {
    Review.Kind.TRIAL: gettext_lazy("You’ve tried it for a while. Is it right for both of you?"),
    Review.Kind.MIDPOINT: gettext_lazy("Halfway: is it working for both of you?"),
    Review.Kind.LAST: gettext_lazy("One last look back together, before you part on good terms."),
}


def edit(request, pk, kind):
    """Three short answers about one look back; there is one of each kind, so it is written or corrected here."""
    agreement = owned_or_404(request, MentorAgreement.objects.with_mentor(), pk=pk)
    if kind not in Review.Kind.values:
        raise Http404
    review = Review.objects.owned_by(request.user).filter(agreement=agreement, kind=kind).first()
    if review is None and not agreement.is_running:
        say(request, _("You can only look back together while an agreement is running."))
        return redirect("agreements.detail", pk)
    review = review or Review(agreement=agreement, kind=kind)
    review.agreement = agreement
    form = ReviewForm(instance=review, owner=request.user, **bound_to(request))
    context = {"agreement": agreement, "review": review, "question": QUESTIONS[Review.Kind(kind)]}
    return form_page(
        request, "mentoring/reviews/edit.html", form, lambda kept: _after_review(request, kept), **context
    )


def _after_review(request, review):
    agreement = review.agreement
    if review.decision == Review.Decision.STOP and agreement.is_running:
        say(request, _("Saved. Ending is fine: here’s how."))
        return redirect("agreements.ended", agreement.pk)
    if review.decision == Review.Decision.CHANGE and agreement.is_running:
        say(request, _("Saved. Propose the change, and get it confirmed as a new version."))
    else:
        saved = {
            Review.Kind.TRIAL: _("Saved the trial review."),
            Review.Kind.MIDPOINT: _("Saved the halfway review."),
            Review.Kind.LAST: _("Saved the last review."),
        }
        say(request, saved[review.kind])
    return redirect("agreements.detail", agreement.pk)
