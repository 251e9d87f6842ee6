"""Step 4, the two letters at the end of working together; sending them is one click, and never the product's."""

from django.http import Http404
from django.urls import reverse

from .. import letters
from ..models import MentorAgreement
from ..models.agreement_facts import OUTCOME_SENT, THANKS_SENT
from ..pages import parting
from ..pages.mentors_page import lines_of_the_end
from .letter_page import letter_page, note
from .owned import owned_or_404, today_of
from .showing import is_unshown


def thanks(request, pk):
    """Thanks for all of it, as it was written at the end; once it is sent, it is kept and the mentor has it."""
    agreements = MentorAgreement.objects.with_mentor().filter(confirmed_on__isnull=False)
    agreement = owned_or_404(request, agreements.filter(replaced_on__isnull=True), pk=pk)
    moment = parting.letter_of_thanks(request.user, agreement, today_of(request))

    def sent(form):
        letter = form.letter
        agreement.record(thanks_subject=letter.subject[:200], thanks_words=letter.message)
        agreement.mark(THANKS_SENT, form.cleaned_data["on"])
        if is_unshown(request):
            agreement.record(closing_words=agreement.with_words_shown(thanks=""))
        undo = reverse("agreements.forgotten", args=[pk, THANKS_SENT.column])
        return str(THANKS_SENT.sentence % agreement.names), undo

    there, kept = reverse("agreements.detail", args=[pk]), agreement.thanks_letter
    context = {"agreement": agreement, "kept": letters.Letter(*kept) if kept else None, "keeps": "letter"}
    if agreement.over_on and agreement.learned_shown:
        context["shows"] = lambda form: lines_of_the_end("", [], form.letter.message)
    return letter_page(request, "mentoring/term_letters/thanks.html", moment, sent, there, **context)


def outcome(request, pk):
    """What came of it, for whoever introduced the two; once it is sent, they know, and it is noted with them."""
    agreement = owned_or_404(request, MentorAgreement.objects.over().with_mentor(), pk=pk)
    introducer = parting.introduced_by(agreement)
    if introducer is None:
        raise Http404
    moment = parting.letter_of_outcome(request.user, agreement, introducer, today_of(request))

    def sent(form):
        agreement.mark(OUTCOME_SENT, form.cleaned_data["on"])
        return note(request, form)

    there, context = reverse("agreements.detail", args=[pk]), {"agreement": agreement}
    return letter_page(request, "mentoring/term_letters/outcome.html", moment, sent, there, **context)
