"""An agreement that runs, the link to it, and its next session."""

import pytest


@pytest.fixture
def link(alice, today):
    """A link to an agreement that has run for thirty days, with a session in three."""
    from django.utils import timezone

    from mentoring.models import ShareLink
    from tests.models.test_agreements import ready
    from tests.views.mentors_term.mentors_page import DAY

    agreement = ready(
        alice,
        mentor__name="Margaret Lindqvist",
        starts_on=today - 30 * DAY,
        ends_on=today + 150 * DAY,
        boundaries="No job references.",
    )
    link = ShareLink.objects.make(agreement, 90, timezone.now())
    agreement.confirm(today, "in_person")
    return link


@pytest.fixture
def running(link):
    from mentoring.models import MentorAgreement

    return MentorAgreement.objects.select_related("mentor", "owner").get(confirmed_on__isnull=False)


@pytest.fixture
def session(alice, running):
    from django.utils import timezone

    from tests.factories import MeetingFactory
    from tests.views.mentors_term.mentors_page import DAY

    return MeetingFactory(
        owner=alice,
        contact=running.mentor,
        kind="session",
        starts_at=timezone.now() + 3 * DAY,
        where="Mill Street Café, Harrogate",
        asks_for="Would you look at my one page?",
    )


@pytest.fixture
def offer(alice, today):
    """A link to a draft that waits for an answer."""
    from django.utils import timezone

    from mentoring.models import ShareLink
    from tests.models.test_agreements import ready
    from tests.views.mentors_term.mentors_page import DAY

    draft = ready(
        alice,
        mentor__name="Margaret Lindqvist",
        boundaries="No job references.",
        starts_on=today,
        ends_on=today + 150 * DAY,
    )
    return ShareLink.objects.make(draft, 30, timezone.now())
