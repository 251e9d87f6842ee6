"""The private link to an agreement, where its mentee makes it, sends it and switches it off."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import letters
from ..forms.share_links import LinkForm
from ..links import base_url
from ..models import MentorAgreement, ShareLink
from ..models.share_links import USUAL_LIFETIME
from ..models.wording import as_text
from .owned import back, press


def address_of(link: ShareLink) -> str:
    """The whole address the mentor opens."""
    return base_url.absolute(reverse("shared.detail", args=[link.token]))


def to_send(request, agreement: MentorAgreement) -> dict:
    """What the page of a draft offers for sending: the link, the words, and both as mails."""
    if not agreement.is_draft:
        return {}
    linked = link_to(agreement)
    if not linked["is_reachable"]:
        linked["link"] = None
    text = as_text(agreement)
    words_mail = letters.mailto(agreement.mentor.email, _("What we could agree on"), text)
    return {
        **linked,
        "link_form": LinkForm(),
        "host": settings.HOST,
        "text": text,
        "text_mail": "" if letters.is_too_long(words_mail) else words_mail,
    }


def link_to(agreement: MentorAgreement) -> dict[str, Any]:
    """The link that works now with its address and a mail that sends it; or that there was one, and none works."""
    is_reachable = base_url.is_reachable(settings.HOST)
    links = list(ShareLink.objects.owned_by(agreement.owner_id).of(agreement))
    link = next((one for one in links if one.works(timezone.now())), None)
    is_lost = is_reachable and link is None and any(one.is_lost(timezone.now()) for one in links)
    context = {"link": link, "is_reachable": is_reachable, "has_lost_link": is_lost}
    if link:
        context |= {"address": address_of(link), "link_mail": _mail_with(address_of(link), agreement)}
    return context


def _mail_with(address: str, agreement: MentorAgreement) -> str:
    if agreement.is_draft:
        subject, body = (
            _("What we could agree on"),
            _(
                "Hi %(name)s,\n\nHere’s what I’d suggest we agree on. You can read it and answer without an account:"
                "\n%(address)s\n\nChange anything that doesn’t suit you; no is a fine answer, too.\n\n%(me)s"
            ),
        )
    else:
        subject, body = (
            _("Your page for our mentoring"),
            _(
                "Hi %(name)s,\n\nHere’s your page for our mentoring, with what we agreed. You don’t need an account:"
                "\n%(address)s\n\n%(me)s"
            ),
        )
    names = {"name": agreement.mentor.first_name, "me": agreement.owner.first_name, "address": address}
    return letters.mailto(agreement.mentor.email, subject, body % names)


def make_first(agreement: MentorAgreement) -> None:
    """A link to what was shared just now, where one could be opened and none works yet."""
    now, links = timezone.now(), ShareLink.objects.owned_by(agreement.owner)
    if base_url.is_reachable(settings.HOST) and not links.of(agreement).live(now).exists():
        links.make(agreement, USUAL_LIFETIME, now)


@require_POST
def made(request, pk):
    """A new private link to this draft; one made before stops working."""
    form = LinkForm(request.POST)
    days = form.cleaned_data["days"] if form.is_valid() else form.fields["days"].initial

    def make(agreement):
        if not base_url.is_reachable(settings.HOST):
            raise ValidationError(_("Nobody outside could open a link to this Waymark"))
        ShareLink.objects.owned_by(request.user).make(agreement, days, timezone.now())

    press(
        request, MentorAgreement.objects.select_related("mentor"), pk, make,
        lambda agreement: _("Here’s the link. Send it to %(name)s.") % {"name": agreement.mentor.first_name},
    )  # fmt: skip
    return back(request, "agreements.detail", pk)


@require_POST
def revoked(request, pk):
    """The link doesn't work any more, from now on."""
    link = press(
        request, ShareLink, pk,
        lambda link: link.revoke(timezone.now()),
        lambda link: _("The link is switched off. Nobody can open it any more."),
    )  # fmt: skip
    return back(request, "agreements.detail", link.agreement_id)
