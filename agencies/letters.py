"""The letters about accounts: an invitation, and the way back for somebody who has forgotten the password."""

import logging
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.models import Invitation, User
from agencies.reset_links import reset_path
from ita_portal.site_address import absolute

log = logging.getLogger(__name__)
# What a mail server or a bad address raises: SMTPException is an OSError, BadHeaderError a ValueError.
FAILURES = (OSError, ValueError)
HEADERS = {"Auto-Submitted": "auto-generated"}


def invitation_letter(invitation: Invitation, token: str) -> EmailMessage:
    """Return the letter with the link of an invitation."""
    context = {"invitation": invitation, "link": absolute(reverse("invitation", args=(token,)))}
    body = render_to_string("agencies/invitation_letter.txt", context)
    subject = f"เชิญเข้าใช้ระบบบริหารงาน ITA ของ{invitation.agency}"
    return EmailMessage(subject, body, to=[invitation.email], headers=HEADERS)


def reset_letter(user: User) -> EmailMessage:
    """Return the letter with the link by which a person sets a new password."""
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    context = {"person": user, "link": absolute(reset_path(user)), "hours": hours}
    body = render_to_string("agencies/reset_letter.txt", context)
    return EmailMessage("ตั้งรหัสผ่านใหม่ ระบบบริหารงาน ITA ของหน่วยงาน", body, to=[user.email], headers=HEADERS)


def is_sent(letter: EmailMessage) -> bool:
    """Send a letter and return whether the mail server took it."""
    if not settings.EMAIL_IS_CONFIGURED:
        return False
    try:
        return bool(letter.send())
    except FAILURES as error:
        log.warning("A letter about an account was not sent: %s", type(error).__name__)
        return False


def send_later(letter: EmailMessage) -> None:
    """Send a letter after the answer, whose timing must not reveal whether there was one to send."""
    Thread(target=is_sent, args=(letter,), daemon=True).start()
