"""The mentor's page where the mentee looks at it: what stands there, what would, and what the mentor sent."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..links import base_url
from ..models import MentorAgreement, MentorMessage, ShareLink
from ..pages.mentors_page import lines_that_name, mentors_page, unseen
from .owned import back, owned_or_404, press, today_of
from .share_links import address_of


def look(request, pk):
    """The page as the mentor sees it, and until which day; what isn't there yet, with names pointed out before."""
    confirmed = MentorAgreement.objects.with_mentor().filter(confirmed_on__isnull=False)
    agreement = owned_or_404(request, confirmed, pk=pk)
    page = mentors_page(agreement, timezone.now(), today_of(request))
    to_show = unseen(page)
    links = ShareLink.objects.owned_by(request.user).of(agreement)
    link = links.live(timezone.now()).first()
    context = {
        "agreement": agreement,
        "page": page,
        "name": request.user.first_name,
        "link": link,
        "address": address_of(link) if link else "",
        "is_reachable": base_url.is_reachable(settings.HOST),
        "to_show": to_show,
        "names_there": lines_that_name(request.user, agreement.mentor, [*page.lines()]),
        "names_coming": lines_that_name(request.user, agreement.mentor, to_show),
    }
    return render(request, "mentoring/mentor_messages/look.html", context)


@require_POST
def noticed(request, pk):
    """The mentee has read it, and goes to where it is of use."""
    messages = MentorMessage.objects.select_related("agreement__mentor", "meeting")
    message = press(
        request, messages, pk, lambda message: message.open(today_of(request)), lambda message: _("Noted.")
    )
    return back(request, _where_it_is_of_use(message))


def _where_it_is_of_use(message: MentorMessage) -> str:
    """Another time leads to the day of the session, a point to its preparation; else to the agreement."""
    meeting = message.meeting
    if meeting and meeting.is_planned and message.kind == message.Kind.OTHER_TIME:
        return reverse("meetings.edit", args=[meeting.pk])
    if meeting and meeting.is_planned and message.kind == message.Kind.POINT:
        return reverse("meetings.prepare", args=[meeting.pk])
    return reverse("agreements.detail", args=[message.agreement_id])
