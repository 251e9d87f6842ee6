"""The way out of the reminder mails: opened from the mail, by whoever has it, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..models import User
from ..notifications import mail


@csrf_exempt  # mail programs post without a page of ours before it (RFC 8058); the token says who may
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Ask first: programs that look at every link must not switch anything off. A POST does it."""
    person = mail.person_behind(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        person.choose_reminders(User.Rhythm.NEVER, timezone.now())
    is_over = person.reminder_rhythm == User.Rhythm.NEVER
    return render(request, "mentoring/mailings/unsubscribe.html", {"is_over": is_over})
