"""Whether the mail server answers and lets us in, before something is begun that a mail has to end."""

import logging
from smtplib import SMTPException

from django.core.mail import get_connection

# The code of an error at a form which is no fault of what was typed.
NO_MAIL = "no_mail"

logger = logging.getLogger(__name__)


def is_possible() -> bool:
    """Whether a mail could be handed over now; if not, the log says why in one line."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as failure:
        logger.error("The mail server doesn’t take emails: %s", failure)
        return False
    connection.close()
    return True
