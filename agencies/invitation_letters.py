"""How many letters of invitation leave in a day: nobody fills a mailbox by it, or writes to a whole town."""

from datetime import datetime, timedelta

from agencies.models import Agency, Invitation

DAY = timedelta(hours=24)
LETTERS_TO_ADDRESS, LETTERS_OF_AGENCY = 3, 100
OF_ADDRESS = f"มีคำเชิญถึงอีเมลนี้ครบ {LETTERS_TO_ADDRESS} ฉบับใน 24 ชั่วโมงแล้ว กรุณาเว้นช่องอีเมลไว้แล้วส่งลิงก์คำเชิญด้วยวิธีอื่น หรือรอวันถัดไป"
OF_AGENCY = (
    f"หน่วยงานส่งคำเชิญทางอีเมลครบ {LETTERS_OF_AGENCY} ฉบับใน 24 ชั่วโมงแล้ว กรุณาเว้นช่องอีเมลไว้แล้วส่งลิงก์คำเชิญด้วยวิธีอื่น หรือรอวันถัดไป"
)


def letter_refusal(agency: Agency, email: str, now: datetime) -> str:
    """Return why no further letter leaves to an address, whichever agencies wrote to it; nothing where one does."""
    of_day = Invitation.objects.with_letter(now - DAY)
    if of_day.filter(email__iexact=email).count() >= LETTERS_TO_ADDRESS:
        return OF_ADDRESS
    return OF_AGENCY if of_day.filter(agency=agency).count() >= LETTERS_OF_AGENCY else ""
