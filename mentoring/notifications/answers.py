"""What the product tells by mail when it happens: that a mentor answered. A mail that fails breaks nothing."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from ..links import base_url
from ..models import MentorAnswer

logger = logging.getLogger(__name__)


def tell_answer(answer: MentorAnswer) -> bool:
    """Tell the mentee that an answer came, where mail is set up; whether that was sent.

    The mail names nobody and says nothing of the answer: mailboxes are read by others too.
    """
    if not settings.MAIL_ENABLED:
        return False
    address = base_url.absolute(reverse("agreements.detail", args=[answer.agreement_id]))
    context = {"name": answer.owner.first_name, "address": address}
    # The mentor's browser asked for this page; the mail is read by somebody else.
    with override(answer.owner.mail_language):
        subject = render_to_string("mentoring/email/answer_subject.txt", context).strip()
        body = render_to_string("mentoring/email/answer.txt", context)
    mail = EmailMessage(subject, body, to=[answer.owner.email])
    try:
        mail.send()
    except (OSError, SMTPException):
        # The answer is kept and stands on the dashboard; only the word about it did not get out.
        logger.exception("The email about an answer wasn’t sent.")
        return False
    return True
