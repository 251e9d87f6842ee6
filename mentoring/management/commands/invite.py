"""A link by which one person signs up although sign-up is closed."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from ...accounts.invitations import invitation_link
from ...models import User


class Command(BaseCommand):
    """`manage.py invite [EMAIL]`: prints the link, once; nobody can read it again, only make another."""

    help = "Print a link by which one person signs up, once and within seven days; it needs no email."

    def add_arguments(self, parser):
        """For whom, and whether they run this Waymark as well."""
        parser.add_argument("email", nargs="?", default="", help="good for this address alone")
        parser.add_argument("--operator", action="store_true", help="they may open the pages for operators")

    def handle(self, *args, email, operator, **options):
        """Refuse an address that is none or has an account; else print the link."""
        if email:
            try:
                validate_email(email)
            except ValidationError:
                raise CommandError(f"{email} is no email address.") from None
        if email and User.objects.filter(email__iexact=email).exists():
            raise CommandError(
                f"{email} has an account already; for a new password: manage.py password_link {email}"
            )
        self.stdout.write(invitation_link(email, is_operator=operator))
        self.stderr.write("It works once, within seven days. Nobody can show it again.")
