"""How much of a name or password is read: otherwise who is not signed in could fill the database."""

from django import forms
from django.core.validators import MaxLengthValidator

MAX_NAME = 150
MAX_PASSWORD = 256


def bound(form: forms.BaseForm, field: str, length: int) -> None:
    """Refuse a longer text before anything else looks at it, in the words of an office."""
    words = f"กรุณากรอกไม่เกิน {length} ตัวอักษร"
    form.fields[field].validators.append(MaxLengthValidator(length, words))
    form.fields[field].error_messages["max_length"] = words
    form.fields[field].widget.attrs["maxlength"] = length


def bound_passwords(form: forms.BaseForm) -> None:
    """Bound every password that a form asks for."""
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.PasswordInput):
            bound(form, name, MAX_PASSWORD)
