"""Ways in that whoever runs this Waymark gives to a person: they work without mail, and while sign-up is closed."""

import sys

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ..links.base_url import absolute
from ..models import Invitation, User


def invitation_link(email: str = "", *, is_operator: bool = False) -> str:
    """The address of a new invitation; where an email is given, it is good for that one alone."""
    key = Invitation.objects.make(email.lower(), timezone.now(), is_operator=is_operator)
    return absolute(reverse("invitations.detail", args=[key]))


def invite_first_account(**kwargs) -> None:
    """After `migrate`: print the link for the first account the settings name, so that no stranger can be first."""
    email = settings.FIRST_ACCOUNT_EMAIL
    if email and not User.objects.exists():
        link = invitation_link(email, is_operator=True)
        sys.stdout.write(f"The first account is for {email}. It works once, within seven days: {link}\n")


def password_link(user: User) -> str:
    """The link by which somebody sets a new password: the same that a mail would carry, used once."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    key = {"uidb36": user_pk_to_url_str(user), "key": token}
    return absolute(reverse("account_reset_password_from_key", kwargs=key))
