"""How many examples a generated test draws: few in `make test`, many in `make long`, fewer where they were tried."""

import os


def examples(on_sqlite: int) -> int:
    """So many on SQLite; a third on PostgreSQL, which holds the same rules and needs no other orders of things."""
    return -(-on_sqlite // 3) if os.environ["DATABASE_URL"] else on_sqlite
