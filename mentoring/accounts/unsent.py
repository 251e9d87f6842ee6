"""What somebody sent after their session had ended: kept until they are back, for nobody else to see."""

from typing import Any

from django.conf import settings
from django.db import transaction

from ..models import UnsentForm, User
from ..models.stored import is_storable
from .cookies import LAST_PERSON

LONGEST_ADDRESS = UnsentForm._meta.get_field("path").max_length

KEPT = "unsent_form"
FORMALITIES = {"csrfmiddlewaretoken", "form_key", "opened_at", "opened_as", "overrule", "next", "on"}
# And the page on which one’s own address is changed.
COMING_IN = {"account_login", "account_signup", "account_reset_password", "account_email"}
# Letters of one form, names of its fields included, and forms of one person.
MOST_LETTERS, MOST_FORMS = 60_000, 10


def keep_form(request, page: str) -> bool:
    """Keep a form that a signed-out person sent from `page`, for when they are back; says whether it was kept.

    Only for whoever signed in last on this device: somebody else at the same screen never gets to see it.
    """
    person = request.get_signed_cookie(LAST_PERSON, default="")
    fields = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    typed = [text for name, values in fields if name not in FORMALITIES for text in values if text.strip()]
    noun = (request.resolver_match.url_name or "").rpartition(".")[0]
    # Passwords are typed on the account's pages only, so nothing of those is kept.
    if not (person and typed) or noun in ("", "account") or request.FILES:
        return False
    form = UnsentForm(path=request.get_full_path(), page=page, fields=fields)
    return _can_be_kept(form) and _put_aside(request, form, person)


def _can_be_kept(form: UnsentForm) -> bool:
    texts = [form.path, form.page, *(text for name, values in form.fields for text in (name, *values))]
    return (
        all(map(is_storable, texts))
        and sum(map(len, texts)) <= MOST_LETTERS
        and max(len(form.path), len(form.page)) <= LONGEST_ADDRESS
    )


@transaction.atomic
def _put_aside(request, form: UnsentForm, person: str) -> bool:
    """Keep it in place of the one before on this device; of many forms of one person the oldest go."""
    owner = User.objects.filter(pk=person).first()
    if owner is None:
        return False
    owner.lock()
    form.owner = owner
    mine = UnsentForm.objects.owned_by(owner)
    mine.filter(form_key=request.session.get(KEPT)).delete()
    form.save()
    mine.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_FORMS:])).delete()
    request.session[KEPT] = str(form.form_key)
    return True


def _kept(request) -> UnsentForm | None:
    """The form that was kept on this device, if the signed-in person sent it."""
    key = request.session.get(KEPT)
    return UnsentForm.objects.owned_by(request.user).filter(form_key=key).first() if key else None


def fields_of(request) -> dict[str, Any] | None:
    """What was typed into a form, to be shown and sent once more; None where little more than passwords is among it.

    Of the pages where people come in all but the password: it's asked for again there.
    """
    page = (request.resolver_match.url_name if request.resolver_match else None) or ""
    if page not in COMING_IN and ("." not in page or page == "account.delete"):
        return None
    fields = [
        (name, values)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not (page in COMING_IN and "password" in name)
    ]
    return {"fields": fields, "texts": texts_in(fields)}


def texts_in(fields: list) -> list[str]:
    """What people know again of their form: their sentences, else whatever else they typed."""
    typed = [
        text.strip()
        for name, values in fields
        for text in values
        if name not in FORMALITIES and text.strip() and not text.isdigit()
    ]
    # Not the codes of choices.
    return [text for text in typed if " " in text or "@" in text] or typed


def waiting_form(request) -> dict[str, Any] | None:
    """What the signed-in person typed before: where it goes, its fields, and the words to know it by."""
    kept = _kept(request)
    if kept is None:
        request.session.pop(KEPT, None)
        return None
    return {"path": kept.path, "page": kept.page, "fields": kept.fields, "texts": texts_in(kept.fields)}


def forget(request) -> None:
    """Once the form has gone where it was to go, nothing of it is kept."""
    kept = _kept(request)
    if kept and kept.path == request.get_full_path():
        kept.delete()
        del request.session[KEPT]


def remember_person(response, user) -> None:
    """Note on this device who signed in last."""
    response.set_signed_cookie(
        LAST_PERSON,
        user.pk,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
