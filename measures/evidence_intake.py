"""What the files of one post go through before they are kept: the scanner, one picture at a time, and the rules."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from ita_portal import virus_scanner
from ita_portal.turns import PICTURE, NoTurn, turn
from measures.rules.evidence import CheckedFile, check_file
from measures.rules.pictures import TOO_MUCH_AT_ONCE, WEIGHT_OF_POST, drawing_weight
from measures.rules.refusal import EvidenceRefused

# A report with its text is not turned away for a picture: the file is, and its turn is worth waiting for.
WAIT_SECONDS = 10.0
BUSY = "ขณะนี้มีผู้แนบภาพพร้อมกันหลายคน กรุณาแนบภาพนี้อีกครั้งในอีกสักครู่"
INFECTED = "พบไวรัสหรือโปรแกรมอันตรายในไฟล์นี้ จึงไม่ได้รับไฟล์ กรุณาตรวจเครื่องที่ใช้ และแจ้งผู้ดูแลระบบของหน่วยงาน"
NOT_SCANNED = "ขณะนี้ระบบตรวจไวรัสไม่ทำงาน จึงยังไม่ได้รับไฟล์ กรุณาแนบใหม่ภายหลัง หรือแจ้งผู้ดูแลระบบ"


class EvidenceIntake:
    """The files of one post, which together may ask for so much drawing and no more."""

    def __init__(self) -> None:
        self.weight_left = WEIGHT_OF_POST

    def checked(self, upload: "UploadedFile[Any]") -> CheckedFile:
        """Return a file as it may be kept, or raise EvidenceRefused."""
        content = upload.read()
        weight = drawing_weight(content)
        if weight > self.weight_left:
            raise EvidenceRefused(TOO_MUCH_AT_ONCE)
        _refuse_virus(content)
        checked = _drawn_in_turn(upload.name or "", content) if weight else check_file(upload.name or "", content)
        self.weight_left -= weight
        return checked


def _drawn_in_turn(name: str, content: bytes) -> CheckedFile:
    try:
        with turn(PICTURE, wait=WAIT_SECONDS):
            return check_file(name, content)
    except NoTurn as busy:
        raise EvidenceRefused(BUSY) from busy


def _refuse_virus(content: bytes) -> None:
    try:
        virus_scanner.scan(content)
    except virus_scanner.VirusFound as found:
        raise EvidenceRefused(INFECTED) from found
    except virus_scanner.ScannerAway as away:
        raise EvidenceRefused(NOT_SCANNED) from away
