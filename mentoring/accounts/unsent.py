"""What somebody sent after their session had ended: kept until they are back, for nobody else to see."""

from typing import Any

from django.conf import settings

from .cookies import LAST_PERSON

KEPT = "unsent"
FORMALITIES = {"csrfmiddlewaretoken", "form_key", "opened_at", "opened_as", "overrule", "next", "on"}


def keep_form(request, page: str) -> bool:
    """Keep a form that a signed-out person sent from `page`, for when they are back; says whether it was kept.

    Only for whoever signed in last on this device: somebody else at the same screen never gets to see it.
    """
    person = request.get_signed_cookie(LAST_PERSON, default="")
    fields = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    typed = [text for name, values in fields if name not in FORMALITIES for text in values if text.strip()]
    noun = (request.resolver_match.url_name or "").rpartition(".")[0]
    # Passwords are typed on the account's pages only, so nothing of those is kept.
    if not (person and typed) or noun in ("", "account") or request.FILES or sum(map(len, typed)) > 50_000:
        return False
    request.session[KEPT] = {
        "person": person,
        "path": request.get_full_path(),
        "page": page,
        "fields": fields,
    }
    return True


def waiting_form(request) -> dict[str, Any] | None:
    """What the signed-in person typed before: where it goes, its fields, and the words to know it by."""
    kept = request.session.get(KEPT)
    if not kept or kept["person"] != str(request.user.pk):
        request.session.pop(KEPT, None)
        return None
    typed = [
        text.strip()
        for name, values in kept["fields"]
        for text in values
        if name not in FORMALITIES and text.strip() and not text.isdigit()
    ]
    # People know their sentences again, not the codes of choices.
    return kept | {"texts": [text for text in typed if " " in text] or typed}


def forget(request) -> None:
    """Once the form has gone where it was to go, nothing of it is kept."""
    if request.session.get(KEPT, {}).get("path") == request.get_full_path():
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
