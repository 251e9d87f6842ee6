"""Step 3: the people the person knows: the list, and one page each; marks.py has what one click says of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..exchange.merging.duplicates import others_like
from ..forms.contacts import ContactForm, ContactSearchForm
from ..forms.interactions import NoteForm
from ..forms.several import SeveralForm
from ..identity.shared_pages import contact_on_page
from ..links.addresses import record_url
from ..models import Contact, Interaction, Introduction, erasing
from ..models.assessments import fits
from ..models.contacts import refresh_last_touches
from ..models.undo import uses
from ..pages.contact import ContactPage, Open
from ..pages.matches import shown
from ..pages.timeline import closing, now
from ..search.words import Sought
from ..status import loading, next_actions
from ..status.in_touch import in_touch
from ..status.records import records_of
from ..text.phones import dialled
from . import questions
from .confirm import delete_page
from .owned import back, bound_to, form_page, owned_or_404, say, today_of, undone_once

ON_A_PAGE = 20


def index(request, several=None):
    """The list: searched, filtered, sorted and cut into pages by the database.

    `several` is a form about chosen contacts that was refused: it is shown again with its reasons.
    """
    search = ContactSearchForm(request.GET, owner=request.user)
    tags = search.offer_tags()
    everybody = records_of(request).counts
    counts = search.counts(everybody)
    # Sorted are only the keys: the rows of one page are fetched afterwards, however many there are in all.
    keys = search.ordered(search.found(), counts.prospects)
    paginator = Paginator(keys, ON_A_PAGE)
    paginator.count = counts.contacts
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = _rows(request, page.object_list, search.sought)
    is_new = not everybody.contacts and not Contact.objects.owned_by(request.user).archived().exists()
    context = {
        "search": search,
        "asked": search.asked,
        "page": page,
        "counts": counts,
        "is_new": is_new,
        "has_ties": bool(loading.a_tie(request.user.pk)),
        "several": several or SeveralForm(owner=request.user),
        "total": counts.contacts,
        "tags": tags,
    }
    return render(request, "mentoring/contacts/index.html", context, status=422 if several else 200)


def _rows(request, pks: list[int], sought: Sought | None) -> list[dict]:
    """The contacts with these keys in this order, each with its fit if it is a prospect, and what was sought."""
    user = request.user
    people = (loading.people_in_full if sought else loading.people)(user.pk, keys=pks)
    if sought:
        prefetch_related_objects(people, "tags")
    contacts = {contact.pk: contact for contact in people}
    prospects = [contact for contact in contacts.values() if contact.is_prospect]
    fit_of = {fit.contact.pk: fit for fit in fits(prospects, loading.criteria(user.pk) if prospects else [])}
    touch_of = in_touch(user.pk, pks, today_of(request))
    return [_row(contacts[pk], fit_of.get(pk), touch_of.get(pk), sought) for pk in pks if pk in contacts]


def _row(contact: Contact, fit, touch: str | None, sought: Sought | None) -> dict:
    match = shown(contact, sought) if sought else None
    return {
        "contact": contact,
        "fit": fit,
        "url": record_url("contacts.detail", contact.pk),
        "match": match,
        "name": match.name if match else contact.name,
        "what": match.what if match else contact.role_and_company,
        "touch": touch,
    }


def new(request):
    """A new contact: by the whole form, by name alone from the line on the list, or filled from a page elsewhere."""
    shared = contact_on_page(request.GET.get("title", ""), request.GET.get("url", ""))
    form = ContactForm(owner=request.user, **(bound_to(request) or {"initial": shared}))

    def done(contact):
        url = reverse("contacts.detail", args=[contact.pk])
        link = format_html('<a class="alert-link" href="{}">{}</a>', url, contact)
        undo = reverse("contacts.taken_back", args=[contact.pk])
        say(request, format_html(_("Added {contact}."), contact=link), undo)
        return back(request, url)

    return form_page(request, "mentoring/contacts/new.html", form, done)


@undone_once
def taken_back(request, pk):
    """Undo the adding of somebody; once anything was done with them, only the page that deletes does it."""
    with transaction.atomic():
        request.user.lock()
        contact = owned_or_404(request, Contact, pk=pk)
        if is_used := contact.revision > 1 or pk in uses(Contact, [pk]):
            messages.warning(
                request, _("You’ve changed something about %(name)s since, so they stay.") % {"name": contact}
            )
        else:
            _delete_contact(contact)
            say(request, _("Undone."))
    # The page of somebody who is gone is no way back.
    there = record_url("contacts.detail", pk)
    is_theirs = request.POST.get("next", "").startswith(there)
    return redirect("contacts.index") if is_theirs and not is_used else back(request, "contacts.index")


def edit(request, pk):
    """Everything that can be typed about a contact."""
    contact = owned_or_404(request, Contact, pk=pk)
    form = ContactForm(instance=contact, owner=request.user, **bound_to(request))

    def done(contact):
        say(request, _("Saved."))
        return redirect("contacts.detail", contact.pk)

    return form_page(request, "mentoring/contacts/edit.html", form, done, name=str(contact), contact_pk=pk)


def detail(request, pk):
    """One contact: what is next, how they fit, what happened, and the facts."""
    contact = owned_or_404(request, loading.contact, pk=pk)
    today, records = today_of(request), records_of(request)
    introductions = loading.all_introductions_of(request.user.pk, contact=pk)
    actions = [] if contact.archived_on else next_actions.for_contact(records, contact)
    page = ContactPage(contact, introductions, today, everything="all" in request.GET)
    fit = None
    if contact.prospect_on:
        fit = Open(fits([contact], records.criteria)[0], contact.first_name)
    context = {
        "contact": contact,
        "what_and_where": ", ".join(filter(None, [contact.role_and_company, contact.place])),
        "phone": dialled(contact.phone),
        "now": now(actions[0], today) if actions else None,
        "closing": closing(contact, today),
        "fit": fit,
        "through": [
            {"introduction": introduction, "status": Introduction.Status(introduction.status).label}
            for introduction in introductions
            if introduction.introducer == contact
        ],
        "page": page,
        "prospect": contact,
        "paths": page.paths,
        "reminders": loading.reminders_of(request.user.pk, contact=pk),
        "tags": loading.tags_of(request.user.pk, contact=pk),
        "alike": [pair.second for pair in others_like(contact)],
        "note": NoteForm(instance=Interaction(contact=contact), owner=request.user),
    }
    return render(request, "mentoring/contacts/detail.html", context)


def delete(request, pk):
    """Ask first, saying what goes with the contact; refuse while an agreement names them."""
    contact = owned_or_404(request, Contact, pk=pk)
    said = _("%(name)s was deleted.") % {"name": contact}
    return delete_page(request, contact, questions.about_contact, said, "contacts.index", _delete_contact)


def _delete_contact(contact) -> None:
    """Delete the contact, and tell those whose introductions go with it when they were last in touch."""
    pairs = questions.introductions_of(contact.owner_id, [contact]).values_list("introducer", "prospect")
    others = {pk for pair in pairs for pk in pair if pk and pk != contact.pk}
    contact.delete()
    erasing.leave_nothing_behind()
    refresh_last_touches(*Contact.objects.owned_by(contact.owner_id).filter(pk__in=others))
