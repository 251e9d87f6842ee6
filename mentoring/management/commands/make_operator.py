"""Somebody with an account becomes one of those who run this Waymark, or no longer is."""

from django.core.management.base import BaseCommand, CommandError

from ...models import User


class Command(BaseCommand):
    """`manage.py make_operator EMAIL`: they may open the pages for operators, and nothing that others write."""

    help = "Let somebody with an account open the pages for operators, or with --no-longer not any more."

    def add_arguments(self, parser):
        """Who, and whether they may or may not."""
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("--no-longer", action="store_true", help="take it back")

    def handle(self, *args, email, no_longer, **options):
        """Change the one account, or say that there is none."""
        people = User.objects.filter(email__iexact=email)
        if not people.update(is_staff=not no_longer, is_superuser=not no_longer):
            raise CommandError(f"Nobody signs in here with {email}.")
        self.stdout.write(f"{email} is {'no longer ' if no_longer else ''}an operator.")
