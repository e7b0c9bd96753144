"""Why a file cannot be kept as evidence, whatever its kind."""

BROKEN = "เปิดไฟล์นี้ไม่ได้ ไฟล์อาจไม่สมบูรณ์ กรุณาบันทึกหรือถ่ายใหม่แล้วแนบอีกครั้ง"
SCRIPTED = "ไฟล์นี้มีคำสั่งที่ทำงานได้เองอยู่ภายใน กรุณาพิมพ์หรือส่งออกเป็น PDF ใหม่แล้วแนบอีกครั้ง"


class EvidenceRefused(Exception):
    """The file cannot be kept; the message says why and what to do, in Thai."""
