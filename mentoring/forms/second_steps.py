"""The forms of second factors: the code of an app, passkeys, and signing in with a passkey alone."""

from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .account import OurWords
from .base import VisibleCharField


class AuthenticateForm(OurWords, mfa_forms.AuthenticateForm):
    """The code at sign-in."""


class MFAReauthenticateForm(OurWords, mfa_forms.ReauthenticateForm):
    """The code once more, before something that matters."""


class ActivateTOTPForm(OurWords, AllauthActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code your app shows")


class AddPasskeyForm(OurWords, AddWebAuthnForm):
    """A new passkey, with a name to know it by."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("Say where you keep it: “My phone”, for example.")
        self.fields["name"].max_length = 60
        self.fields["passwordless"].label = _("Sign in with it, without a password")
        self.fields["passwordless"].help_text = _("Your device will ask for your fingerprint, face or PIN.")

    def clean(self):
        """Keep what the person chose in place of what the device can do: many could always sign in alone."""
        cleaned = super().clean()
        if credential := cleaned.get("credential"):
            results = credential.setdefault("clientExtensionResults", {})
            results["credProps"] = {"rk": bool(cleaned.get("passwordless"))}
        return cleaned


class PasskeyAloneForm(OurWords, LoginWebAuthnForm):
    """Signing in with a passkey alone: only with one of which the person said that it may."""

    def clean_credential(self):
        """The passkey, unless it is a second step."""
        authenticator = super().clean_credential()
        if not authenticator.wrap().is_passwordless:
            raise ValidationError(
                _("This passkey is your second step. Sign in with your email and password first.")
            )
        return authenticator


class EditPasskeyForm(OurWords, EditWebAuthnForm):
    """Another name for a passkey."""

    name = VisibleCharField(label=gettext_lazy("Name"), max_length=60)
