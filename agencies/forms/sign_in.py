"""The forms of signing in: name and password, then the code of the second step."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from agencies.forms.bounds import MAX_NAME, bound, bound_passwords
from agencies.rules.session_ends import REMEMBERED_DAYS

MAX_CODE = 40


class LoginForm(AuthenticationForm):
    """The login form, in the words of an office. Who wants to be remembered on a device says so."""

    remember = forms.BooleanField(label=f"จำการเข้าใช้เครื่องนี้ไว้ {REMEMBERED_DAYS} วัน", required=False)

    error_messages = {
        "invalid_login": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง หรือบัญชีถูกระงับ กรุณาตรวจสอบแล้วลองอีกครั้ง",
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].error_messages["required"] = "กรุณากรอกชื่อผู้ใช้"
        self.fields["password"].error_messages["required"] = "กรุณากรอกรหัสผ่าน"
        bound(self, "username", MAX_NAME)
        bound_passwords(self)


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="รหัสยืนยัน",
        max_length=MAX_CODE,
        help_text="รหัส 6 หลักจากแอปยืนยันตัวตน หรือรหัสกู้คืนหนึ่งรหัส",
        error_messages={"required": "กรุณากรอกรหัส", "max_length": "รหัสยาวเกินไป กรุณาตรวจสอบ"},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    use_required_attribute = False
