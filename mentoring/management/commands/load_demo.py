"""Load the sample story into one account, to see the product with a search under way."""

import secrets

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from mentoring.management.demo import Story, holds_data
from mentoring.models import User

# Five words' worth of chance, and nothing that is hard to read aloud.
PASSWORD_BYTES = 12


class Command(BaseCommand):
    """`manage.py load_demo you@example.org`: makes the account where it is missing."""

    help = "Load the sample story into an empty account; creates the account if there isn’t one."

    def add_arguments(self, parser):
        """The account's address, and whether only its password is to be set anew."""
        parser.add_argument("email", help="the account to load the story into")
        parser.add_argument("--name", default="Leila Haddad", help="the name for a new account")
        parser.add_argument(
            "--reset-password",
            action="store_true",
            help="set and print a new password, and change nothing else",
        )

    def handle(self, *args, email, name, reset_password, **options):
        """Load the story; a CommandError when the address is wrong or the account already holds data."""
        try:
            validate_email(email)
        except Exception as wrong:
            raise CommandError(
                f"{email} isn’t an email address; write one such as you@example.org."
            ) from wrong
        user = User.objects.filter(email__iexact=email).first()
        if reset_password:
            if user is None:
                raise CommandError(f"There’s no account {email}.")
            self.give_password(user)
            return
        if user and holds_data(user):
            raise CommandError(f"{email} already has data, which stays as it is. Choose another address.")
        if user is None:
            user = User.objects.create_user(email, name=name)
            # Nobody reads mail at a sample address, so it counts as verified.
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            self.give_password(user)
        with timezone.override(user.time_zone or timezone.get_default_timezone()):
            Story(user, timezone.localdate()).load()
        self.stdout.write(f"The sample story is loaded into {email}.")

    def give_password(self, user):
        """Set a password made by chance and print it, once."""
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user.set_password(password)
        user.save()
        self.stdout.write(f"Sign in as {user.email} with the password {password}")
