"""A link by which somebody who can't sign in sets a new password."""

from django.core.management.base import BaseCommand, CommandError

from ...accounts.invitations import password_link
from ...models import User


class Command(BaseCommand):
    """`manage.py password_link EMAIL`: the link that an email would carry, for where there is none."""

    help = (
        "Print a link by which somebody sets a new password, once and within three days; it needs no email."
    )

    def add_arguments(self, parser):
        """Whose."""
        parser.add_argument("email", help="the address they sign in with")

    def handle(self, *args, email, **options):
        """Refuse an address without an account; else print the link."""
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in here with {email}.")
        self.stdout.write(password_link(user))
        self.stderr.write(
            "It works once, within three days, and no longer than they remember their old password."
        )
