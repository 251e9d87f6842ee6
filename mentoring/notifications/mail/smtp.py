"""Django's connection to a mail server, for mails whose headers never begin with an empty line."""

from collections.abc import Sequence
from email.header import Header
from email.message import Message
from functools import partial

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

# A line with an encoded word (RFC 2047), less one for the space after the name.
LONGEST_ENCODED = 75


class EmailBackend(smtp.EmailBackend):
    """Sends mails as `with_whole_headers` writes them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand over the mails; how many the server took."""
        for email in email_messages:
            email.message = partial(with_whole_headers, email, email.message)  # type: ignore[method-assign, assignment]
        return super().send_messages(email_messages)


def with_whole_headers(email: EmailMessage, write) -> Message:
    """The mail that `write` makes, with every header begun on the line of its name.

    Python puts a word that is too long for that line onto the next one, and some servers take the empty rest of the
    first for the end of the headers. A line may have 998 characters (RFC 5322); only encoded words need short ones.
    """
    message = write()
    message.policy = message.policy.clone(max_line_length=None)
    if not str(email.subject).isascii():
        subject = Header(str(email.subject), "utf-8", maxlinelen=LONGEST_ENCODED, header_name="Subject")
        message.replace_header("Subject", subject.encode())
    return message
