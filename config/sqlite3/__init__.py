"""Django's backend for SQLite, but a query that is asked again and again is prepared for its driver once."""
