"""What paper says of itself: that it is a draft, or that it was issued, with the hash and the address to verify it."""

from dataclasses import dataclass
from datetime import date

DRAFT_WORD = "ร่าง"
HASH_SHOWN = 16  # hexadecimal digits at the foot of a page; the whole hash is on the page of verification


@dataclass(frozen=True)
class Mark:
    """The standing of a document: a draft while it has no hash."""

    sha256: str = ""
    address: str = ""  # of the page where the document can be verified
    issued: str = ""  # number, date and version in words
    issued_on: date | None = None

    @property
    def is_draft(self) -> bool:
        return not self.sha256

    @property
    def code_address(self) -> str:
        """The address that leads straight to this document, for the link and the QR code."""
        return f"{self.address}?code={self.sha256[:HASH_SHOWN]}"

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines at the foot of every page of an issued document: what it is, and how to verify it."""
        if self.is_draft:
            return ()
        code = f"รหัสตรวจสอบ {self.sha256[:HASH_SHOWN]} ตรวจสอบได้ที่ {self.address}"
        return (self.issued, code) if self.issued else (code,)


DRAFT = Mark()
