"""Count everybody's contacts anew: for an operator who doubts the numbers of the rail."""

from django.core.management.base import BaseCommand
from django.db import transaction

from ...models.tally import recount


class Command(BaseCommand):
    """`manage.py recount`: says where the numbers kept beside the contacts were wrong, and puts them right."""

    help = "Count everyone's contacts again and correct the stored numbers; triggers keep them right by themselves."

    @transaction.atomic
    def handle(self, *args, **options):
        """One line for each person whose numbers differed, then how many there were."""
        wrong = recount()
        for owner, (said, there) in wrong.items():
            self.stdout.write(f"Account {owner}: {tuple(said)} was {tuple(there)}")
        self.stdout.write(f"Different: {len(wrong)}")
