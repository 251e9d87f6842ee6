"""Who is let in: strangers sign in first, and find what they typed when they come back."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from ..accounts import earlier_pages, unsent

# Pages that only make sense where mail is sent; elsewhere they are not there.
NEED_MAIL = {
    "account_confirm_email",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
}


# Letters of the address people come back to: with them, that of the sign-in stays one that browsers follow.
LONGEST_WAY_BACK = 1800


def token_refused(request, reason="") -> HttpResponse:
    """A form whose token isn't right: one from before a new sign-in is kept and offered, any other is refused."""
    view = request.resolver_match.func
    if not earlier_pages.is_from_earlier_page(request):
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        is_open = not getattr(view, "login_required", True)
        return (
            csrf_failure(request, reason) if is_open else SignInWall(view).handle_no_permission(request, view)
        )
    page = SignInWall.page_before(request)
    if unsent.keep_form(request, page):
        return redirect("account.unsent")
    messages.info(request, _("You’ve signed in again since then, so nothing was changed. Please try again."))
    return redirect(page)


class SignInWall(LoginRequiredMiddleware):
    """Closed by default. After signing in people come back to a page, and find what they typed."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Nobody finds a page whose mail would never come; the rest as Django has it."""
        if not settings.MAIL_ENABLED and request.resolver_match.url_name in NEED_MAIL:
            raise Http404
        if request.method == "POST" and request.user.is_authenticated:
            unsent.forget(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        """Send to sign-in and from there back: to the page asked for, or to what a form wanted to save."""
        back = request.get_full_path()
        if request.method not in ("GET", "HEAD"):
            back = self.page_before(request)
            if unsent.keep_form(request, back):
                back = reverse("account.unsent")
                messages.info(request, _("You were signed out. Sign in again: what you typed is still here."))
        if len(quote(back)) > LONGEST_WAY_BACK:
            back = settings.LOGIN_REDIRECT_URL
        login_url, field = str(self.get_login_url(view_func)), self.get_redirect_field_name(view_func)
        return redirect_to_login(back, login_url, field)

    @staticmethod
    def page_before(request) -> str:
        """The path of the page of ours a form was sent from, or the first page."""
        referer = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
            parts = urlsplit(referer)
            try:
                resolve(parts.path)
            except Resolver404:
                return settings.LOGIN_REDIRECT_URL
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
        return settings.LOGIN_REDIRECT_URL
