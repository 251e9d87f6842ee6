"""Who signs in by the form in the tests of an account, and an instance that can send mail."""

import pytest


@pytest.fixture
def with_mail(settings):
    """An instance that can send mail."""
    settings.MAIL_ENABLED = settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.SIGNUP_OPEN = True


@pytest.fixture
def leila(db):
    """Somebody who signs in by the form, as Alice's and Bob's clients do not."""
    from allauth.account.models import EmailAddress

    from mentoring.models import User
    from tests.views.account.signing import PASSWORD

    person = User.objects.create_user("leila@example.org", PASSWORD, name="Leila Haddad")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


@pytest.fixture
def client_leila(leila):
    """Leila, signed in a moment ago by her password."""
    from django.test import Client

    from tests.views.account.signing import sign_in

    client = Client()
    assert sign_in(client).url == "/"
    return client
