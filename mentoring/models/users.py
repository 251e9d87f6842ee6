"""The person who signs in: their name, look, time zone and the courtesies they promise."""

import datetime as dt
import secrets
import zoneinfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from ..dates.clock import known_zones
from ..dates.weekends import Weekend, weekend_days, working_days_after
from ..identity.greetings import called
from ..text.text import validate_visible
from . import courtesies
from .constraints import AskedAtOnce
from .prepared import prepared


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a zone of the time zone database, such as Europe/Berlin."""
    if name not in known_zones():
        raise ValidationError(_("Choose a time zone from the list"), code="time_zone")


class UserManager(BaseUserManager):
    """Accounts are known by their e-mail address, whatever its upper and lower case."""

    def get(self, *args, **kwargs):
        """One account; DoesNotExist when there is none."""
        # So every page asks for whoever is signed in: the one query that would be put together anew for it.
        # Not where it is asked among the members of something else.
        is_plain = not hasattr(self, "instance") and not args and kwargs.keys() == {"pk"}
        if not is_plain or type(kwargs["pk"]) is not int:
            return super().get(*args, **kwargs)
        for person in person_by_key(kwargs["pk"]):
            return person
        raise self.model.DoesNotExist

    def get_by_natural_key(self, email):
        """The account with this address, ignoring case; DoesNotExist when there is none."""
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **facts):
        """Save and return an account; without a password it cannot sign in by one."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **facts):
        """Save and return an operator who may open the admin pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class User(AskedAtOnce, AbstractBaseUser, PermissionsMixin):
    """One person with an account. Everything else in the product belongs to exactly one of them."""

    class Theme(models.TextChoices):
        DEVICE = "device", _("As my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("Every day something is due")
        WEEKLY = "weekly", _("Once a week")
        NEVER = "never", _("Never. I’ll look here")

    class CalendarAlarm(models.TextChoices):
        NONE = "", _("No alarm")
        HOUR = "hour", _("An hour before")
        DAY = "day", _("The day before")

    name = models.CharField(_("name"), max_length=120, blank=True, validators=[validate_visible])
    email = models.EmailField(_("email"), max_length=254, unique=True)
    is_staff = models.BooleanField(_("may open the admin pages"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    password_changed_at = models.DateTimeField(_("password changed"), null=True, blank=True)

    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.DEVICE)
    # Empty means: the zone of the instance, so that nobody has to choose one on their own machine.
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, default="", validators=[validate_time_zone]
    )
    # Empty means: the one a browser asks for, and without a browser that of the instance.
    language = models.CharField(_("language"), max_length=20, blank=True, default="", db_default="")
    write_within = models.PositiveSmallIntegerField(
        _("write to someone new within"),
        default=courtesies.WRITE_WITHIN.default,
        choices=courtesies.Days.offered_by(courtesies.WRITE_WITHIN),
    )
    thank_within = models.PositiveSmallIntegerField(
        _("thank the introducer within"),
        default=courtesies.THANK_WITHIN.default,
        choices=courtesies.Days.offered_by(courtesies.THANK_WITHIN),
    )
    nudge_after = models.PositiveSmallIntegerField(
        _("nudge once after"),
        default=courtesies.NUDGE_AFTER.default,
        choices=courtesies.WorkingDays.offered_by(courtesies.NUDGE_AFTER),
    )
    follow_up_after = models.PositiveSmallIntegerField(
        _("follow up with someone silent after"),
        default=courtesies.FOLLOW_UP_AFTER.default,
        choices=courtesies.WorkingDays.offered_by(courtesies.FOLLOW_UP_AFTER),
    )
    rest_between_asks = models.PositiveSmallIntegerField(
        _("ask the same introducer again after"),
        default=courtesies.REST_BETWEEN_ASKS.default,
        choices=courtesies.Days.offered_by(courtesies.REST_BETWEEN_ASKS),
    )
    open_at_once = models.PositiveSmallIntegerField(
        _("introductions under way at once"),
        default=courtesies.OPEN_AT_ONCE.default,
        choices=[(number, str(number)) for number in courtesies.OPEN_AT_ONCE.choices],
    )
    # Empty means: the usual one where the time zone is.
    weekend = models.CharField(_("weekend"), max_length=7, choices=Weekend, blank=True, default="")
    shows_evidence = models.BooleanField(_("show a line of research where it helps"), default=True)
    report_within = models.PositiveSmallIntegerField(
        _("report back within"),
        default=courtesies.REPORT_WITHIN.default,
        choices=courtesies.Days.offered_by(courtesies.REPORT_WITHIN),
    )
    # Part of what the secret address of the calendar is computed from, and not the address itself: whoever
    # reads the database cannot read calendars. Empty means there is no such address.
    calendar_salt = models.CharField(max_length=32, blank=True, default="", editable=False)
    calendar_alarm = models.CharField(
        _("alarm"), max_length=4, choices=CalendarAlarm, blank=True, default=CalendarAlarm.NONE
    )
    calendar_courtesies = models.BooleanField(_("due courtesies too"), default=True)

    # The reminder mail: how often, from which hour of which day on, and whether its subject may say what is due.
    reminder_rhythm = models.CharField(
        _("email me what’s due"), max_length=6, choices=Rhythm, default=Rhythm.NEVER
    )
    reminder_hour = models.PositiveSmallIntegerField(
        _("from"), default=7, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )
    reminder_weekday = models.PositiveSmallIntegerField(_("on"), default=0, choices=list(WEEKDAYS.items()))
    reminder_is_discreet = models.BooleanField(_("keep what is due out of the subject"), default=False)
    # Since when the above stands: what was due to be sent before is not made up for.
    reminder_chosen_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("There’s already an account with this address"),
            ),
            models.CheckConstraint(
                condition=models.Q(theme__in=["device", "light", "dark"]), name="user_theme_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reminder_rhythm__in=["daily", "weekly", "never"])
                & models.Q(reminder_hour__lte=23)
                & models.Q(reminder_weekday__lte=6),
                name="user_reminders_known",
            ),
            models.CheckConstraint(
                condition=models.Q(write_within__in=courtesies.WRITE_WITHIN.choices)
                & models.Q(thank_within__in=courtesies.THANK_WITHIN.choices)
                & models.Q(nudge_after__in=courtesies.NUDGE_AFTER.choices)
                & models.Q(report_within__in=courtesies.REPORT_WITHIN.choices)
                & models.Q(follow_up_after__in=courtesies.FOLLOW_UP_AFTER.choices)
                & models.Q(rest_between_asks__in=courtesies.REST_BETWEEN_ASKS.choices)
                & models.Q(open_at_once__in=courtesies.OPEN_AT_ONCE.choices)
                & models.Q(weekend__in=["", *Weekend.values]),
                name="user_courtesies_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(calendar_alarm__in=["", "hour", "day"]), name="user_calendar_alarm_known"
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        """The name as it stands on an agreement; the address while no name is given."""
        return str(self)

    @property
    def first_name(self) -> str:
        """The first name, for greetings and signatures; the address while no name is given."""
        return called(self.name) or self.email

    def get_short_name(self):
        """Django's name for the first name."""
        return self.first_name

    @property
    def chosen_language(self) -> str:
        """The code of the language they chose, if the instance speaks it; else nothing."""
        return self.language if self.language in dict(settings.LANGUAGES) else ""

    @property
    def mail_language(self) -> str:
        """The language of what reaches them without their browser: emails and their calendar."""
        return self.chosen_language or settings.LANGUAGE_CODE

    @property
    def zone(self) -> dt.tzinfo:
        """The person's time zone, or that of the instance; a name that left the database counts as none."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone) if self.time_zone else timezone.get_default_timezone()
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return timezone.get_default_timezone()

    @property
    def runs_it(self) -> bool:
        """Whether they can be expected to set up a server: an operator, or the only one here."""
        return self.is_staff or not User.objects.exclude(pk=self.pk).exists()

    def choose_reminders(self, rhythm: str, now: dt.datetime) -> None:
        """Reminder mails in another rhythm (Rhythm) from now on."""
        self.reminder_rhythm, self.reminder_chosen_at = rhythm, now
        self.save(update_fields=["reminder_rhythm", "reminder_chosen_at"])

    def working_days_after(self, day: dt.date, number: int) -> dt.date:
        """The day that lies `number` working days after `day`, with this person's weekend."""
        return working_days_after(day, number, self.weekend_days)

    @property
    def weekend_days(self) -> set[int]:
        """The days of this person's weekend: the one chosen, else the usual one of the zone their clock goes by."""
        return weekend_days(self.weekend, str(self.zone))

    def set_password(self, raw_password):
        """Set the password and remember when, for the settings page."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    @property
    def has_calendar(self) -> bool:
        """Whether a calendar program may read along at a secret address."""
        return self.calendar_salt != ""

    def renew_calendar(self) -> None:
        """A secret address for the calendar; one that was there before stops at once."""
        self.calendar_salt = secrets.token_hex(16)
        self.save(update_fields=["calendar_salt"])

    def turn_calendar_off(self) -> None:
        """No address any more; every one there was stays dead, also when a new one is made later."""
        self.calendar_salt = ""
        self.save(update_fields=["calendar_salt"])

    def lock(self) -> None:
        """One window at a time: whoever writes waits here until the other window's transaction is over.

        The order everywhere, so that two windows never wait for each other: first the person; then the record that
        the window is about (an import, an agreement, a contact), by `select_for_update` or by writing it; then what
        hangs on it; last their row in the tally, which triggers write. A single statement that changes one record
        needs no lock. Signing up and the run that sends mails lock rows of their own and nothing else meanwhile.
        `tests/test_query_counts.py` posts to every address and sees that each that writes more begins here.
        """
        # No key is changed, so that a record of this person can be added by whoever does not lock.
        list(User.objects.select_for_update(no_key=True).only("pk").filter(pk=self.pk).order_by())


@prepared
def person_by_key(owner: int) -> models.QuerySet:
    """The account of this key."""
    return User.objects.filter(pk=owner)
