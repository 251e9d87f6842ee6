"""How a view reaches a record: through its owner. And the shapes most views have."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..forms.base import DayForm, OwnedModelForm
from ..models.constraints import refused_in_words
from ..models.prepared import Prepared

LONGEST_WAY_BACK = 2000


def owned_or_404(request: HttpRequest, records: Any, **lookup):
    """One record of the person who asks; somebody else's answers 404, as if it did not exist.

    `records` is a model, a queryset of one (to join or lock what the page needs), or a prepared query by key.
    """
    if isinstance(records, Prepared):
        record = _prepared_or_404(request, records, **lookup)
    else:
        queryset: Any = records if isinstance(records, QuerySet) else records.objects.all()
        record = get_object_or_404(queryset.owned_by(request.user), **lookup)
    record.owner = request.user  # at hand, so that nobody reads them once more
    return record


def _prepared_or_404(request: HttpRequest, records: Prepared, pk: int):
    # No record has a number larger than the database can hold.
    found = records(request.user.pk, pk=pk) if pk <= models.BigIntegerField.MAX_BIGINT else []
    if not found:
        raise Http404
    return found[0]


def undone_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An Undo after which its record is gone: pressed again, a page says so, the same for strangers."""

    @require_POST
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return render(request, "mentoring/undone.html", status=404)

    return answer


def say(request: HttpRequest, text: str, undo: str = "") -> None:
    """A flash on the next page; `undo` is the address that takes the deed back, offered as a button.

    After what had to be undone before another Undo could work, it is that other one (`then_undo`).
    """
    if request.method == "POST" and (asked := _asked_before(request)):
        then = _("Now you can undo what came before it.")
        text, undo = f"{text} {then}", asked
    messages.success(request, text, extra_tags=undo)


def then_undo(request: HttpRequest, address: str) -> str:
    """The address of what has to be done before the Undo that was pressed works; once it is done, that is offered.

    It is signed for this person: nobody else may say what a button called Undo does.
    """
    return f"{address}?{urlencode({'then': _undo_signer(request).sign(request.get_full_path())})}"


def with_then(request: HttpRequest) -> str:
    """The address of a page that asks first, with the Undo that comes after it, where there is one."""
    then = request.GET.get("then", "")
    return f"{request.path}?{urlencode({'then': then})}" if then else request.path


def _asked_before(request: HttpRequest) -> str:
    try:
        return _undo_signer(request).unsign(request.GET.get("then", ""))
    except signing.BadSignature:
        return ""


def _undo_signer(request: HttpRequest) -> signing.Signer:
    return signing.Signer(salt=f"mentoring.then_undo {request.user.pk}")


def refuse(request: HttpRequest, refusal: ValidationError, undo: str = "") -> None:
    """A flash with the reasons why something was not done; `undo` is the address of the Undo that they ask for."""
    for reason in refusal.messages:
        messages.warning(request, reason, extra_tags=undo)


def back(request: HttpRequest, default: Any, *args) -> HttpResponseRedirect:
    """To the page the person came from (`next` in the form, only on this site), else to `default`."""
    return HttpResponseRedirect(
        _own_path(request, request.POST.get("next", "")) or resolve_url(default, *args)
    )


def _own_path(request: HttpRequest, there: str) -> str:
    """An address that came with the request, where it is one of this site; else nothing."""
    # A word that is no address would be taken for the name of a page; one too long is refused as an attack.
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if is_ours and there.startswith("/") and len(there) <= LONGEST_WAY_BACK else ""


def form_page(
    request: HttpRequest,
    template: str,
    form: OwnedModelForm,
    done: Callable[[Any], HttpResponse],
    asks_first: Callable[[Any], dict[str, Any]] = lambda form: {},
    **context: Any,
) -> HttpResponse:
    """The one flow of every form: show it, take it back with reasons (422), or save and go on to `done`.

    What `asks_first` returns for a form that is right is shown once before anything is saved.
    """

    def may_save() -> bool:
        asked = asks_first(form)
        context.update(asked)
        return not asked

    if request.method == "POST":
        record = form.try_save(may_save)
        if record is not None:
            return done(record)
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def bound_to(request: HttpRequest) -> dict[str, Any]:
    """The arguments that bind a form by method: an empty post is a post, not a first visit."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def press(
    request: Any,
    records: Any,
    pk: int,
    verb: Callable[[Any], Any],
    said: Callable[[Any], str],
    undo: Callable[[Any], str] = lambda record: "",
    undo_first: Callable[[Any, str], str] = lambda record, code: "",
):
    """A button: lock the person, then the record, do the one verb, say so with a way back. Returns the record.

    A verb that is refused (ValidationError) changes nothing and gives its reasons as a flash, with the Undo that a
    refusal of this record with this code asks for first.
    """
    queryset: Any = records if isinstance(records, QuerySet) else records.objects.all()
    person: Any = request.user  # signed in, or the wall would not have let them here
    try:
        with refused_in_words():
            person.lock()
            record = owned_or_404(request, queryset.select_for_update(of=("self",)), pk=pk)
            verb(record)
    except ValidationError as refusal:
        refuse(request, refusal, undo_first(record, getattr(refusal, "code", None) or ""))
    else:
        say(request, said(record), undo(record))
    return record


def day_of(request: HttpRequest):
    """The day a button was pressed for: `on` of the form (today when empty). ValidationError when it is ahead.

    An Undo is a form without fields, so the day it puts back stands in its address: `...?on=2026-03-12`.
    """
    form = DayForm({"on": request.POST.get("on") or request.GET.get("on")})
    if not form.is_valid():
        raise ValidationError([str(reason) for reasons in form.errors.values() for reason in reasons])
    return form.cleaned_data["on"]


def says_day(request: HttpRequest) -> bool:
    """Whether a button was pressed for a certain day, in the form or in the address of an Undo."""
    return bool(request.POST.get("on") or request.GET.get("on"))


def today_of(request: HttpRequest):
    """Today where the person is: the one `today` from which a page is computed."""
    return timezone.localdate()
