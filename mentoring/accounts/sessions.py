"""Where sessions are kept: in Django's own table, read by one plain statement, since every page begins with it."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

ASKED = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's, without a query put together anew for each page."""

    def load(self):
        """What is kept under the key; nothing, and no key, where that is unknown or has run out."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(ASKED, [self.session_key, now])
            found = cursor.fetchone()
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0])
