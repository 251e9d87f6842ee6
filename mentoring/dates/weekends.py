"""Working days: which days are the weekend where a person lives, and counting past them."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekend(models.TextChoices):
    """The weekends of the world, as far as more than a few people have them."""

    SAT_SUN = "sat_sun", _("Saturday and Sunday")
    FRI_SAT = "fri_sat", _("Friday and Saturday")
    FRIDAY = "fri", _("Friday")
    SATURDAY = "sat", _("Saturday")
    SUNDAY = "sun", _("Sunday")


# As date.weekday() counts: Monday is 0.
_DAYS = {
    Weekend.SAT_SUN: {5, 6},
    Weekend.FRI_SAT: {4, 5},
    Weekend.FRIDAY: {4},
    Weekend.SATURDAY: {5},
    Weekend.SUNDAY: {6},
}
# Time zones of countries whose weekend is another one (Unicode CLDR, supplemental weekData).
_ELSEWHERE = {
    Weekend.FRI_SAT: (
        *("Africa/Algiers", "Africa/Cairo", "Africa/Khartoum", "Africa/Tripoli", "Asia/Aden", "Asia/Amman"),
        *("Asia/Baghdad", "Asia/Bahrain", "Asia/Damascus", "Asia/Jerusalem", "Asia/Kuwait", "Asia/Muscat"),
        *("Asia/Qatar", "Asia/Riyadh"),
        # Second names of some of these.
        *("Asia/Tel_Aviv", "Egypt", "Israel", "Libya"),
    ),
    Weekend.FRIDAY: ("Asia/Tehran", "Iran", "Asia/Kabul", "Africa/Djibouti", "Africa/Mogadishu"),
    Weekend.SATURDAY: ("Asia/Kathmandu", "Asia/Katmandu"),
    Weekend.SUNDAY: ("Asia/Kolkata", "Asia/Calcutta", "Africa/Kampala"),
}
_BY_ZONE = {zone: weekend for weekend, zones in _ELSEWHERE.items() for zone in zones}


def weekend_days(weekend: str, time_zone: str) -> set[int]:
    """The days of the weekend as date.weekday() counts: the one chosen, else the usual one of the time zone."""
    return _DAYS[Weekend(weekend) if weekend else _BY_ZONE.get(time_zone, Weekend.SAT_SUN)]


def working_days_after(day: dt.date, number: int, weekend: set[int]) -> dt.date:
    """The day that lies `number` working days after `day`; public holidays are not known and so not skipped."""
    while number > 0:
        day += dt.timedelta(days=1)
        number -= day.weekday() not in weekend
    return day
