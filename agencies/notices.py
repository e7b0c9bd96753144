"""The letters that tell a person what happened to the way into the account, whoever did it.

They are for the day on which it was somebody else: each says what happened, when, and what to do then. A letter leaves
after the act is stored and beside the answer; that it cannot leave undoes nothing.
"""

from enum import Enum
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agencies.letters import HEADERS, send_later
from agencies.models import User
from ita_portal.site_address import absolute

PORTAL = "ระบบบริหารงาน ITA ของหน่วยงาน"


class AccountNotice(Enum):
    """What a person is told, as the subject of the letter and as a sentence."""

    PASSWORD_CHANGED = "แจ้งการเปลี่ยนรหัสผ่าน", "รหัสผ่านของบัญชีเปลี่ยนแล้วที่หน้า “เปลี่ยนรหัสผ่าน”"
    LINK_USED = "แจ้งการตั้งรหัสผ่านใหม่", "มีการตั้งรหัสผ่านใหม่ด้วยลิงก์ตั้งรหัสผ่าน"
    PASSWORD_GIVEN = "แจ้งการตั้งรหัสผ่านใหม่", "ผู้ดูแลระบบตั้งรหัสผ่านใหม่ให้บัญชี หรือปิดการเข้าสู่ระบบด้วยรหัสผ่าน"
    LINK_HANDED_OVER = "แจ้งการออกลิงก์ตั้งรหัสผ่านใหม่", "มีการออกลิงก์ตั้งรหัสผ่านใหม่ของบัญชีให้แก่ผู้ร้องขอ"
    RESET_ASKED = "แจ้งคำขอให้ดูแลบัญชี", "มีคำขอให้ออกลิงก์ตั้งรหัสผ่านใหม่ หรือล้างการยืนยันตัวตนสองขั้นของบัญชี"
    EMAIL_CHANGED = "แจ้งการเปลี่ยนอีเมล", "อีเมลของบัญชีเปลี่ยนแล้ว ต่อจากนี้ระบบจะไม่ส่งถึงอีเมลเดิมอีก"
    SECOND_FACTOR_ON = "แจ้งการเปิดการยืนยันตัวตนสองขั้น", "มีการเปิดการยืนยันตัวตนสองขั้นของบัญชี"
    SECOND_FACTOR_OFF = "แจ้งการปิดการยืนยันตัวตนสองขั้น", "การยืนยันตัวตนสองขั้นของบัญชีถูกปิดหรือล้างแล้ว"
    CODES_RENEWED = "แจ้งการออกรหัสกู้คืนชุดใหม่", "มีการออกรหัสกู้คืนชุดใหม่ รหัสชุดเดิมใช้ไม่ได้อีก"
    CODES_GUESSED = (
        "แจ้งการกรอกรหัสยืนยันผิดหลายครั้ง",
        "มีผู้กรอกรหัสผ่านของบัญชีถูกต้อง แต่กรอกรหัสยืนยันผิดหลายครั้ง หากไม่ใช่ท่าน แสดงว่ามีผู้อื่นทราบรหัสผ่านของท่าน",
    )

    def __init__(self, subject: str, sentence: str) -> None:
        self.subject = subject
        self.sentence = sentence


def notice_letter(user: User, notice: AccountNotice, *, actor: User | None = None, to: str = "") -> EmailMessage:
    """Return the letter; it names who acted where that was somebody else."""
    context = {
        "person": user,
        "notice": notice,
        "actor": actor if actor != user else None,
        "at": timezone.now(),
        "link": absolute(reverse("account")),
    }
    body = render_to_string("agencies/notice_letter.txt", context)
    return EmailMessage(f"{notice.subject} {PORTAL}", body, to=[to or user.email], headers=HEADERS)


def notify(user: User, notice: AccountNotice, *, actor: User | None = None, to: str = "") -> None:
    """Tell a person by letter, once what happened is stored. Who has no address, or no mail server, is told nothing."""
    if settings.EMAIL_IS_CONFIGURED and (to or user.email):
        letter = notice_letter(user, notice, actor=actor, to=to)
        transaction.on_commit(partial(send_later, letter), robust=True)
