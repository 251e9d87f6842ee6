"""What the limits on guessing count is kept in the database; where it can't be kept, that is said."""

import contextlib
from collections.abc import Iterator

from django.core.cache.backends import db
from django.db import OperationalError, connections, router


class CountedInDatabase(db.DatabaseCache):
    """Django's, which takes a full disk for somebody who was faster: people would be told that they were too quick."""

    def _base_set(self, mode, key, value, timeout=db.DEFAULT_TIMEOUT):
        connection = connections[router.db_for_write(self.cache_model_class)]
        with noted(connection) as failures:
            is_kept = super()._base_set(mode, key, value, timeout)
        if failures and not is_kept:
            raise failures[0]
        return is_kept


@contextlib.contextmanager
def noted(connection) -> Iterator[list[OperationalError]]:
    """Lists what the database refuses within the block for reasons of its own, at the latest when it is to commit."""
    failures: list[OperationalError] = []

    def noting(work, *args):
        try:
            return work(*args)
        except OperationalError as failure:
            failures.append(failure)
            raise

    commit = connection.commit
    connection.commit = lambda: noting(commit)
    try:
        with connection.execute_wrapper(noting):
            yield failures
    finally:
        del connection.commit
