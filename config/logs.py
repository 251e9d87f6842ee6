"""What is logged of strangers' odd requests: that they came, in one line."""

import logging

LONGEST = 300


class InOneLine(logging.Filter):
    """Requests that Django refuses for safety are no fault of ours: no trace, and of what came only the beginning."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record is logged, those in short."""
        if record.name.startswith("django.security"):
            record.msg, record.args = record.getMessage()[:LONGEST], ()
            record.exc_info = record.exc_text = None
        return True
