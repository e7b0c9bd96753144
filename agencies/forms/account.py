"""The forms of a person's own account: names, passwords, the second step."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm, UserCreationForm

from agencies.display_names import NAME_TAKEN, agencies_of_names, is_borne
from agencies.forms.bounds import bound_passwords
from agencies.forms.sign_in import CodeForm
from agencies.models import Invitation, User
from agencies.services import Account

PASSWORD_HELP = "อย่างน้อย 10 ตัวอักษร ไม่เป็นตัวเลขล้วน ไม่คล้ายชื่อของท่าน และไม่ใช่รหัสผ่านที่ใช้กันทั่วไป ใช้หลายคำต่อกันได้"  # noqa: S105
ONE_PER_WORD = "กรุณากรอกรหัสผ่าน"


class NewAccountForm(UserCreationForm):  # type: ignore[type-arg]  # no generic at run time
    """A new account for somebody who was invited; `account` is what was filled in."""

    display_name = forms.CharField(
        label="ชื่อที่แสดง",
        max_length=150,
        help_text="ชื่อและนามสกุลที่เพื่อนร่วมงานและประวัติการแก้ไขจะแสดง",
        error_messages={"required": "กรุณากรอกชื่อที่แสดง"},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    use_required_attribute = False

    class Meta:
        model = User
        fields = ("display_name", "username")

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        super().__init__(data, instance=User(email=invitation.email))
        self.agency_id = invitation.agency_id
        self.fields["username"].help_text = "ใช้เข้าสู่ระบบ ไม่เว้นวรรค เช่น somying.j ตัวพิมพ์เล็กและใหญ่ถือว่าต่างกัน"
        self.fields["username"].error_messages["required"] = "กรุณากรอกชื่อผู้ใช้"
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].help_text = ""
        for name in ("password1", "password2"):
            self.fields[name].error_messages["required"] = ONE_PER_WORD
        bound_passwords(self)

    def clean_display_name(self) -> str:
        name: str = self.cleaned_data["display_name"]
        if is_borne(name, [self.agency_id]):
            raise forms.ValidationError(NAME_TAKEN)
        return name

    @property
    def account(self) -> Account:
        """What was filled in, of a valid form."""
        cleaned = self.cleaned_data
        return Account(cleaned["username"], cleaned["display_name"], cleaned["password1"])


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # no generic at run time
    """A new password, set through a link by somebody who has forgotten the old one."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self)


class ChangePasswordForm(PasswordChangeForm):
    """A new password, set by somebody who knows the old one."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self)
        self.fields["old_password"].label = "รหัสผ่านปัจจุบัน"
        self.fields["old_password"].widget.attrs.pop("autofocus", None)


def _word(form: forms.Form) -> None:
    form.fields["new_password1"].help_text = PASSWORD_HELP
    form.fields["new_password2"].help_text = ""
    form.fields["new_password1"].label, form.fields["new_password2"].label = "รหัสผ่านใหม่", "ยืนยันรหัสผ่านใหม่"
    for field in form.fields.values():
        field.error_messages["required"] = ONE_PER_WORD
    bound_passwords(form)


class ForgottenForm(forms.Form):
    """The e-mail address to which the way back is sent."""

    email = forms.EmailField(
        label="อีเมลของบัญชี",
        max_length=254,
        error_messages={"required": "กรุณากรอกอีเมล"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    use_required_attribute = False


class OwnPasswordForm(forms.Form):
    """Asks for the person's own password before anything that a stolen session must not be able to do."""

    password = forms.CharField(
        label="รหัสผ่านปัจจุบัน",
        strip=False,
        error_messages={"required": ONE_PER_WORD},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    use_required_attribute = False

    def __init__(self, user: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user
        bound_passwords(self)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("รหัสผ่านปัจจุบันไม่ถูกต้อง กรุณาตรวจสอบแล้วลองอีกครั้ง")
        return password


class ProfileForm(OwnPasswordForm):
    """A person's name and e-mail address. Another e-mail address asks for the password: it can open the account."""

    display_name = forms.CharField(
        label="ชื่อที่แสดง",
        max_length=150,
        error_messages={"required": "กรุณากรอกชื่อที่แสดง"},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="อีเมล",
        required=False,
        max_length=254,
        help_text="ใช้รับการแจ้งเตือนและลิงก์ตั้งรหัสผ่านใหม่ เว้นว่างได้",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("display_name", "email", "password")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(user, data, initial={"display_name": user.display_name, "email": user.email})
        self.fields["password"].required = False
        self.fields["password"].help_text = "กรอกเฉพาะเมื่อเปลี่ยนอีเมล"

    def clean_display_name(self) -> str:
        name: str = self.cleaned_data["display_name"]
        if "display_name" in self.changed_data and is_borne(name, agencies_of_names(self.user), besides=self.user):
            raise forms.ValidationError(NAME_TAKEN)
        return name

    def clean_password(self) -> str:
        if "email" not in self.changed_data:
            return ""
        if not self.cleaned_data["password"]:
            raise forms.ValidationError("การเปลี่ยนอีเมลต้องยืนยันด้วยรหัสผ่านปัจจุบัน")
        return super().clean_password()


class SecondFactorForm(OwnPasswordForm, CodeForm):
    """The password and a code: needed to turn the second step on or off, or to make new recovery codes."""

    field_order = ("password", "code")
