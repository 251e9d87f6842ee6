"""What the tests of meetings share: addresses, the day it is, and the form as it is sent."""

import datetime as dt

from tests.factories import IntroductionFactory

INDEX = "/meetings/"
NEW = "/meetings/new/"
NOW = dt.datetime(2026, 3, 12, 12, 0, tzinfo=dt.UTC)
DAY = NOW.date()


def days(number):
    return dt.timedelta(days=number)


def plan(**facts):
    return {
        "kind": "first",
        "starts_at": "2026-03-17T12:30",
        "minutes": "30",
        "place": "video",
        "where": "",
    } | facts


def made(alice, prospect, **facts):
    return IntroductionFactory(
        owner=alice, prospect=prospect, **({"asked_on": DAY - days(20), "made_on": DAY - days(9)} | facts)
    )


def write_down(client, meeting, **answers):
    return client.post(f"/meetings/{meeting.pk}/record/", {"outcome": "undecided"} | answers)
