"""How accounts work here: who may sign up, what a password must be, how secrets are kept."""

import base64
import datetime as dt
import logging
import secrets
from functools import partial
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as context_of_allauth
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.utils import build_absolute_uri
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY, password_validation
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Invitation, User, erasing
from ..models.base import Owned
from ..models.bulk_writes import remove_all_of
from . import earlier_pages, unsent

logger = logging.getLogger(__name__)

# How long somebody stays signed in on a device of which they said that they want to.
STAY_FOR = dt.timedelta(days=90)


# Who may sign up


def signup_open() -> bool:
    """Whether a stranger may make an account: the first becomes the owner, unless the settings name them."""
    return settings.SIGNUP_OPEN or not (settings.FIRST_ACCOUNT_EMAIL or User.objects.exists())


def invitation_of(request) -> Invitation | None:
    """The invitation by whose link somebody signs up, if any: its page says so on the request."""
    return getattr(request, "invitation", None)


def one_signup_at_a_time() -> None:
    """Wait for other sign-ups to finish; call it inside a transaction, whose end lets the next one go.

    SQLite's transactions queue by themselves; PostgreSQL locks a row that is always there.
    """
    ContentType.objects.select_for_update().get_or_create(app_label="mentoring", model="user")


def offers(request) -> dict[str, Any]:
    """For templates: what this instance offers. `signup_open` is asked only where a template prints it."""
    return {"signup_open": SimpleLazyObject(signup_open), "mail_enabled": settings.MAIL_ENABLED}


def is_taken(address: EmailAddress) -> bool:
    """Whether somebody else signs in with this address."""
    others = User.objects.exclude(pk=address.user_id)
    return others.filter(email__iexact=address.email).exists()


# Passwords


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes: strong, and many can sign in at once on a small machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class LongEnough(password_validation.MinimumLengthValidator):
    """Length is what counts; the help says how to get there."""

    def get_error_message(self):
        """What stands at the field."""
        return _("Choose a longer password: %(count)d characters or more") % {"count": self.min_length}

    def get_help_text(self):
        """What stands below the field, before anything was tried."""
        said = _("At least %(count)d characters. Three or four random words work well.")
        return said % {"count": self.min_length}


class NotWellKnown(password_validation.CommonPasswordValidator):
    """The passwords that are tried first."""

    def get_error_message(self):
        """What stands at the field."""
        return _("Choose another password: this is one of the most common ones")

    def get_help_text(self):
        """Nothing below the field: one sentence is enough there."""
        return ""


class NotAboutYou(password_validation.UserAttributeSimilarityValidator):
    """The person's own name and address."""

    def get_error_message(self):
        """What stands at the field."""
        return _("Choose another password: this one is too much like your name or email")

    def get_help_text(self):
        """Nothing below the field: one sentence is enough there."""
        return ""


# What allauth asks us


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, addresses and the words around them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is switched off. Ask whoever runs this Waymark."),
        "duplicate_email": gettext_lazy("That’s already your address"),
        "email_password_mismatch": gettext_lazy("That email and password don’t match"),
        "email_taken": gettext_lazy("There’s already an account with this address"),
        "enter_current_password": gettext_lazy("That isn’t your current password"),
        "incorrect_code": gettext_lazy("That code isn’t right, or it has expired"),
        "incorrect_password": gettext_lazy("That isn’t your password"),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try again."),
        "rate_limited": gettext_lazy("Too many tries. Wait a few minutes, then try again."),
        "same_as_current": gettext_lazy("Choose one that’s different from the one you have"),
        "unverified_primary_email": gettext_lazy("Confirm your email first"),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send a mail once the answer is out: how long an answer takes must not tell whose address is known here."""
        request = context_of_allauth.request
        if request is None:
            super().send_mail(template_prefix, email, context)
        else:
            request.after_answer.append(partial(self._send_now, request, template_prefix, email, context))

    def _send_now(self, request, template_prefix: str, email: str, context: dict) -> None:
        try:
            with context_of_allauth.request_context(request):
                super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as failure:
            logger.error("An email about an account couldn’t be sent: %s", failure)
        except Exception:
            logger.exception("An email about an account couldn’t be sent.")

    def is_open_for_signup(self, request):
        """Whether the sign-up page is offered; saving asks again, with other sign-ups held back."""
        return invitation_of(request) is not None or signup_open()

    def is_email_verified(self, request, email):
        """Whoever runs this Waymark answers for an address they wrote into an invitation."""
        invitation = invitation_of(request)
        answered_for = invitation is not None and invitation.email.lower() == email.lower()
        return answered_for or super().is_email_verified(request, email)

    def save_user(self, request, user, form, commit=True):
        """Keep the name and the time zone that were asked for, and what an invitation allows."""
        invitation = invitation_of(request)
        user.is_staff = user.is_superuser = invitation is not None and invitation.is_operator
        user.name = form.cleaned_data.get("name", "")
        user.time_zone = form.cleaned_data.get("time_zone", "")
        return super().save_user(request, user, form, commit)

    def confirm_email(self, request, email_address: EmailAddress):
        """Refuse an address that became somebody else's sign-in name in the meantime."""
        if is_taken(email_address):
            messages.error(request, self.error_messages["email_taken"])
            return False
        return super().confirm_email(request, email_address)

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        """Ask at a new address whether it is right; at one with another account say that there is one."""
        address = emailconfirmation.email_address
        if not is_taken(address):
            return super().send_confirmation_mail(request, emailconfirmation, signup)
        url = build_absolute_uri(request, reverse("account_reset_password"))
        return self.send_mail("account/email/address_taken", address.email, {"password_reset_url": url})

    def post_login(self, request, user, **how):
        """Remember on this device who signed in last: only they get back what the end of a session left unsent.

        Whoever comes in by a passkey alone has ticked beside it how long they stay.
        """
        response = super().post_login(request, user, **how)
        if request.POST.get("stay"):
            request.session.set_expiry(STAY_FOR)
        earlier_pages.remember_pages(request, response, user)
        unsent.remember_person(response, user)
        return response

    def get_password_change_redirect_url(self, request):
        """Back to the settings, where the date of the change stands."""
        return "/settings/#security"


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are kept encrypted, with a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": gettext_lazy("Confirm your email first"),
        "add_email_blocked": gettext_lazy("Turn off two-step sign-in before you change your email"),
        "cannot_generate_recovery_codes": gettext_lazy("Turn on two-step sign-in first"),
    }

    @staticmethod
    def _fernet():
        from cryptography.fernet import Fernet  # where it is needed: it takes two megabytes of each worker

        key = salted_hmac("waymark second factors", "fernet", algorithm="sha256").digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        """What the database gets to see of a secret."""
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; when SECRET_KEY is not the one it was kept with, one that no code fits."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("SECRET_KEY changed: authenticator codes kept with the old one cannot be checked.")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user, type):
        """A name to start from when a passkey is added."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self):
        """What a passkey is for: this product at the address people type."""
        return {"id": settings.HOST, "name": "Waymark"}


# Leaving


@transaction.atomic
def delete_account(user: User) -> None:
    """Remove somebody with everything they wrote, and sign out all their devices."""
    user.lock()
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    ended = [session.pk for session in Session.objects.iterator() if _names(session, user, addresses)]
    Session.objects.filter(pk__in=ended).delete()
    about_people = LogEntry.objects.filter(content_type__app_label="mentoring", content_type__model="user")
    about_people.filter(object_id=str(user.pk)).delete()
    # First what there may be 50,000 of; `delete` finds whatever else belongs to an account.
    owned = [model for model in apps.get_app_config("mentoring").get_models() if issubclass(model, Owned)]
    remove_all_of(user.pk, owned)
    user.delete()
    erasing.leave_nothing_behind()


def _names(session: Session, user: User, addresses: set[str]) -> bool:
    """Whether somebody is signed in by a session, or was about to be: then it has their address."""
    told = session.get_decoded()
    return told.get(SESSION_KEY) == str(user.pk) or any(address in repr(told) for address in addresses)
