"""Forms about people and agencies."""

from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """The login form, in the words of an office."""

    error_messages = {
        "invalid_login": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง กรุณาตรวจสอบแล้วลองอีกครั้ง (ตัวพิมพ์เล็กและใหญ่ถือว่าต่างกัน)",
        "inactive": "บัญชีนี้ถูกระงับ กรุณาติดต่อผู้ประสานงาน ITA ของหน่วยงาน",
    }
