"""Why a file is not read as a document, in words that say what to do instead."""

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE

SCANNED = "PDF นี้เป็นภาพสแกน ไม่มีข้อความให้อ่าน กรุณาใช้ไฟล์ Word ต้นฉบับ หรือ PDF ที่ส่งออกจากโปรแกรมโดยตรง หรือคัดลอกข้อความมาวาง"
ENCRYPTED_PDF = "PDF นี้ใส่รหัสผ่านไว้ กรุณาบันทึกเป็นไฟล์ที่ไม่มีรหัสผ่าน"
NO_PDF = "ไฟล์นี้ไม่ใช่ PDF ที่อ่านได้ กรุณาส่งออกเป็น PDF ใหม่"
TOO_MANY_PAGES = "เอกสารมีเกิน {} หน้า กรุณาแยกเฉพาะส่วนที่ต้องการนำเข้า"
ENCRYPTED_WORD = "ไฟล์นี้ใส่รหัสผ่านไว้ กรุณาบันทึกเป็นไฟล์ที่ไม่มีรหัสผ่าน"
NO_WORD = "ไฟล์นี้ไม่ใช่ DOCX ที่อ่านได้ กรุณาเปิดด้วย Word แล้วบันทึกเป็น .docx ใหม่"
OLD_WORD = "ไฟล์นี้เป็น Word รุ่นเก่า (.doc) หรือใส่รหัสผ่านไว้ กรุณาเปิดด้วย Word แล้วบันทึกเป็น .docx ที่ไม่มีรหัสผ่าน"
OPEN_DOCUMENT = "ไฟล์นี้เป็น OpenDocument (.odt/.ods) กรุณาเปิดแล้วบันทึกเป็น .docx หรือ PDF"
HANGUL = "ไฟล์นี้เป็น Hangul (.hwp) กรุณาเปิดแล้วบันทึกเป็น .docx หรือ PDF"
RICH_TEXT = "ไฟล์นี้เป็น Rich Text (.rtf) กรุณาเปิดด้วย Word แล้วบันทึกเป็น .docx"
PICTURE = "ไฟล์นี้เป็นภาพ ไม่มีข้อความให้อ่าน กรุณาใช้ไฟล์ Word หรือ PDF ต้นฉบับ หรือคัดลอกข้อความมาวาง"
UNKNOWN_KIND = "ใช้ได้เฉพาะไฟล์ .docx .pdf .html .txt .xlsx และ .csv"
NOT_TEXT = "อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกเป็นข้อความแบบ UTF-8"
TOO_LARGE = f"ไฟล์ใหญ่เกิน {MAX_BYTES // MEGABYTE} MB กรุณาแยกเฉพาะส่วนที่ต้องการนำเข้า"
TOO_LARGE_UNPACKED = "ข้อมูลในไฟล์ขยายแล้วใหญ่เกินไป กรุณาคัดลอกเฉพาะข้อความและตารางไปไว้ในไฟล์ใหม่"
TOO_LONG = "เอกสารยาวเกินไป กรุณาแยกเฉพาะส่วนที่ต้องการนำเข้า"
TOO_SLOW = "ไฟล์นี้ใช้เวลาอ่านนานเกินไป กรุณาแยกเฉพาะส่วนที่ต้องการนำเข้า หรือคัดลอกข้อความมาวาง"
EMPTY = "ไม่พบข้อความในไฟล์นี้"


class DocumentUnreadable(Exception):
    """The file cannot be read as a document; the message says why, in Thai."""
