"""The app: operators' mistakes are told at start, and `migrate` makes more than tables."""

from django.apps import AppConfig
from django.conf import settings
from django.core.management import call_command
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_delete, pre_migrate


def make_cache_table(using: str, **kwargs) -> None:
    """Make the table of the database cache where it is missing, so that `migrate` is all a start needs."""
    call_command("createcachetable", database=using, verbosity=0)


def bound_statements(connection, **kwargs) -> None:
    """No statement of a page waits without end. Not said when connecting: poolers refuse what they don't know."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = %s", [f"{settings.STATEMENT_SECONDS}s"])


class MentoringConfig(AppConfig):
    """The product itself."""

    name = "mentoring"
    verbose_name = "Waymark"

    def ready(self):
        """Register the checks, what a deletion means, and what only the database knows after every `migrate`."""
        # Models may be imported only now; the import of the checks registers them.
        from . import checks  # noqa: F401
        from .accounts.invitations import invite_first_account
        from .accounts.later import read_later
        from .models import Contact, erasing, tally, triggers
        from .search import index

        # With all that it stands on it would take five megabytes of each worker.
        read_later("allauth.mfa.webauthn.internal.auth")
        connection_created.connect(bound_statements, dispatch_uid="statements")
        pre_delete.connect(erasing.forget_contact, sender=Contact, dispatch_uid="erasing")
        post_migrate.connect(make_cache_table, sender=self, dispatch_uid="cache table")
        pre_migrate.connect(triggers.lift, sender=self, dispatch_uid="triggers")
        post_migrate.connect(triggers.lay, sender=self, dispatch_uid="triggers")
        post_migrate.connect(tally.lay, sender=self, dispatch_uid="tally")
        post_migrate.connect(index.look_after, sender=self, dispatch_uid="word index")
        post_migrate.connect(invite_first_account, sender=self, dispatch_uid="first account")
