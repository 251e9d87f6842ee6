"""The forms of an account: sign up and in, password, email, settings, and leaving."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core import context as context_of_allauth
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..accounts.adapter import STAY_FOR, invitation_of, one_signup_at_a_time, signup_open
from ..dates.weekends import Weekend
from ..models import User
from .base import PlainHelper, VisibleCharField
from .by_mail import ByMail
from .field_errors import InOurWords
from .languages import offer_languages
from .layout import Choices, FormRow
from .time_zones import ZoneMove, zone_choices

EMAIL_ADVICE = gettext_lazy("Enter your email as name@example.com")


class OurWords(InOurWords):
    """allauth's forms in the product's words: no placeholders, a password once, advice instead of rules."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # a browser shows what was typed; twice is no help
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = _("Email")
                field.error_messages |= {"invalid": EMAIL_ADVICE, "required": EMAIL_ADVICE}
            if name == "password1":
                field.help_text = " ".join(password_validation.password_validators_help_texts()).strip()
                field.error_messages["required"] = _("Choose a password")
            if name in ("password", "oldpassword"):
                field.help_text = ""
                field.error_messages["required"] = _("Enter your password")


# Coming in


class SignupForm(OurWords, ByMail, allauth_forms.SignupForm):
    """A name, an address, a password, and the clock to go by: the browser's, where it tells."""

    field_order = ["name", "email", "password1", "time_zone"]
    name = VisibleCharField(
        label=gettext_lazy("What should we call you?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Tell us what to call you")},
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        zone.choices, zone.initial = zone_choices(settings.TIME_ZONE), settings.TIME_ZONE
        zone.help_text = _("We use it for your dates and times.")
        if not self.is_bound:
            zone.widget.attrs["data-zone"] = ""
        self.invitation = invitation_of(context_of_allauth.request)
        if self.invitation and self.invitation.email:
            self.fields["email"].initial = self.invitation.email
            self.fields["email"].widget.attrs["readonly"] = True

    def clean_email(self):
        """An invitation that names an address is good for that one."""
        email = super().clean_email()
        wanted = self.invitation.email if self.invitation else ""
        if wanted and wanted.lower() != email.lower():
            raise ValidationError(_("This invitation is for %(email)s") % {"email": wanted})
        return email

    def try_save(self, request):
        """Make the account unless somebody was faster; returns the account, or the answer to give instead."""
        with transaction.atomic():
            one_signup_at_a_time()
            if not (self.invitation.use() if self.invitation else signup_open()):
                return None, self.closed(request)
            taken = User.objects.filter(email__iexact=self.cleaned_data["email"]).exists()
            if taken and not settings.MAIL_ENABLED:
                return None, redirect("account_login")  # the same form, sent twice at once
            self.account_already_exists = self.account_already_exists or taken
            if self.account_already_exists:
                # As long as a new account takes, so that the time does not tell who has one.
                make_password(self.cleaned_data["password1"])
            return super().try_save(request)

    @staticmethod
    def closed(request) -> HttpResponse:
        """The page of a closed sign-up, for whoever comes second."""
        return render(request, "account/signup_closed.html", status=403)


class LoginForm(OurWords, allauth_forms.LoginForm):
    """An address and a password, and whether to stay signed in for long on this device."""

    all_optional = True
    stay = forms.BooleanField(label=gettext_lazy("Stay signed in here for 90 days"), required=False)

    def login(self, request, redirect_url=None):
        """Sign in, or on to the second step; the session lasts as long as was ticked, a second step or not."""
        response = super().login(request, redirect_url)
        if self.cleaned_data["stay"]:
            request.session.set_expiry(STAY_FOR)
        return response


class ReauthenticateForm(OurWords, allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""


class ResetPasswordForm(OurWords, ByMail, allauth_forms.ResetPasswordForm):
    """Where to send the link for a new password."""


class ResetPasswordKeyForm(OurWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, by the link in a mail."""


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):
    """The password of now and the next one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = _("New password")


class SetPasswordForm(OurWords, allauth_forms.SetPasswordForm):
    """A first password for an account without one."""


class EmailForm(OurWords, ByMail, allauth_forms.AddEmailForm):
    """Another address: verified by a mail first where mail is set up, else changed at once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New email")

    def clean_email(self):
        """Without mail nobody can be asked, so an address of somebody else is refused openly."""
        email = super().clean_email()
        others = User.objects.exclude(pk=self.user.pk)
        if not settings.MAIL_ENABLED and others.filter(email__iexact=email).exists():
            raise get_adapter().validation_error("email_taken")
        return email

    @transaction.atomic
    def save(self, request):
        """Note the new address; the one in use stays until the new one counts."""
        addresses = EmailAddress.objects.filter(user=self.user)
        addresses.filter(primary=False).delete()
        email = addresses.create(user=self.user, email=self.cleaned_data["email"])
        if settings.MAIL_ENABLED:
            send_verification_email_to_address(request, email)
        else:
            addresses.filter(primary=True).delete()
            email.set_as_primary()
        return email


# Settings


class OwnSettingsForm(InOurWords, forms.ModelForm):
    """One block of the settings page; saves its own fields and nothing else of the account."""

    all_optional = True  # no "(optional)": as usual is an answer, too

    @property
    def helper(self):
        """How crispy prints the block."""
        helper = PlainHelper(self)
        helper.layout = self.layout
        return helper

    def save(self, commit=True):
        """Save just these fields: a password changed at the same moment stays changed."""
        self.instance.save(update_fields=list(self.fields))
        return self.instance


class CourtesiesForm(OwnSettingsForm):
    """The courtesies a person promises, how much they ask at once, and which days they count."""

    class Meta:
        model = User
        fields = [
            "write_within", "thank_within", "nudge_after", "report_within", "follow_up_after",
            "rest_between_asks", "open_at_once", "weekend",
        ]  # fmt: skip

    layout = Layout(
        FormRow("write_within", "thank_within", wide=True),
        FormRow("nudge_after", "report_within", wide=True),
        FormRow("follow_up_after", "rest_between_asks", wide=True),
        FormRow("open_at_once", "weekend", wide=True),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["weekend"].choices = [("", _("Based on my time zone")), *Weekend.choices]
        self.fields["weekend"].help_text = _("We leave it out when we count working days.")


class YouForm(OwnSettingsForm):
    """What the product calls a person, and which clock it goes by."""

    name = VisibleCharField(
        label=gettext_lazy("What should we call you?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Tell us what to call you")},
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)

    class Meta:
        model = User
        fields = ["name", "time_zone", "language"]

    layout = Layout(FormRow("name", "time_zone", wide=True))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_languages(self)
        zone, usual = self.fields["time_zone"], settings.TIME_ZONE
        by_default = _("Default (%(zone)s)") % {"zone": usual.removeprefix("Etc/")}
        zone.choices = [("", by_default), *zone_choices(self.instance.time_zone)]
        words = _("It’s %(time)s there now.")
        zone.help_text = words % {"time": f"{timezone.now().astimezone(self.instance.zone):%H:%M}"}
        zone.widget.attrs |= {"data-clock": words % {"time": "{}"}, "data-usual": usual}
        self.move = ZoneMove(self.instance, self.data.get(self.add_prefix("time_zone")))

    @property
    def is_asking(self) -> bool:
        """Whether it has to be said first what becomes of planned meetings."""
        return bool(self.is_valid() and self.move.meetings and self._meetings not in ZoneMove.BOTH)

    @property
    def _meetings(self) -> str:
        return self.data.get("meetings", "")

    @transaction.atomic
    def save(self, commit=True):
        """Save the choices; planned meetings keep their hour on the new clock, or their moment."""
        self.instance.lock()
        self.instance.save(update_fields=list(self.fields))
        if self.move.meetings and self._meetings == ZoneMove.CLOCK:
            self.move.keep_clock_time(self.instance.zone)
        return self.instance


class AppearanceForm(OwnSettingsForm):
    """How the product looks."""

    class Meta:
        model = User
        fields = ["theme", "shows_evidence"]
        widgets = {"theme": forms.RadioSelect}

    layout = Layout(Choices("theme", hide_legend=True), "shows_evidence")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shows_evidence"].label = _("Show a line of research where it helps")


# Leaving


class DeleteForm(InOurWords, forms.Form):
    """Makes sure that it is the person, and on purpose: by the password, or the address if there is none."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Enter your password")},
    )
    email = forms.CharField(
        label=gettext_lazy("Your email"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter your email")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        del self.fields["email" if user.has_usable_password() else "password"]

    def clean_password(self):
        """Counts as a try of the password, with the limits of signing in."""
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["password"]):
            raise get_adapter().validation_error("incorrect_password")
        return self.cleaned_data["password"]

    def clean_email(self):
        """The address as it stands in the account, in whatever case."""
        if self.cleaned_data["email"].strip().casefold() != self.user.email.casefold():
            raise ValidationError(_("That isn’t the address of this account"))
        return self.cleaned_data["email"]
