"""No English reaches the messages of forms, models and passwords."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.html import strip_tags
from django.utils.timesince import timesince

from agencies.models import Agency, Department, User
from tests.portal.english import in_english


class EveryField(forms.Form):
    text = forms.CharField(min_length=5, max_length=8)
    number = forms.IntegerField(min_value=3, max_value=5, step_size=2)
    decimal = forms.DecimalField(max_digits=3, decimal_places=1)
    day = forms.DateField()
    time = forms.TimeField()
    moment = forms.DateTimeField()
    length = forms.DurationField()
    email = forms.EmailField()
    address = forms.URLField(assume_scheme="https")
    slug = forms.SlugField()
    thai_slug = forms.SlugField(allow_unicode=True)
    code = forms.UUIDField()
    json = forms.JSONField()
    ip = forms.GenericIPAddressField()
    choice = forms.ChoiceField(choices=[("1", "หนึ่ง")])
    choices = forms.MultipleChoiceField(choices=[("1", "หนึ่ง")])
    row = forms.ModelChoiceField(Agency.objects.none())
    rows = forms.ModelMultipleChoiceField(Agency.objects.none())
    file = forms.FileField(max_length=5, validators=[FileExtensionValidator(["xlsx"])])
    picture = forms.ImageField()


WRONG = [
    {},
    dict.fromkeys(EveryField.base_fields, "ก"),
    dict.fromkeys(EveryField.base_fields, "๑๒๓๔๕๖๗๘๙"),
    {"text": "ก\x00ขคง", "number": "4", "decimal": "1.234", "day": "2025-02-30", "rows": ["1"]},
    {"number": "2", "decimal": "1234", "length": "9" * 20, "choices": ["7"]},
    {"number": "9", "decimal": "12345.678", "slug": "a b", "thai_slug": "ก ข"},
]


@pytest.mark.parametrize("data", WRONG)
@pytest.mark.django_db
def test_form_errors_are_thai(data: dict[str, object]):
    empty: Any = {"file": SimpleUploadedFile("ก", b"")}
    files: Any = {
        "file": SimpleUploadedFile("ตาราง.csv", b"x"),
        "picture": SimpleUploadedFile("ภาพ.png", b"x"),
    }
    for form in (EveryField(data), EveryField(data, files), EveryField(data, empty)):
        assert not form.is_valid()
        errors = [str(message) for messages in form.errors.values() for message in messages]
        assert errors
        for message in errors:
            assert not in_english(message, "UUID", "JSON", "IPv4", "IPv6", "csv", "xlsx", "png"), message


def test_formset_errors_are_thai():
    formset_class = forms.formset_factory(EveryField, min_num=2, validate_min=True, max_num=3, validate_max=True)
    for count in ("0", "4"):
        formset = formset_class({"form-TOTAL_FORMS": count, "form-INITIAL_FORMS": "0"})
        assert not formset.is_valid()
        assert formset.non_form_errors()
        assert not in_english(str(formset.non_form_errors().as_text()))
    broken = formset_class({})
    assert not broken.is_valid()
    assert not in_english(str(broken.non_form_errors().as_text()), "form-TOTAL_FORMS", "form-INITIAL_FORMS")


@pytest.mark.parametrize("password", ["abc", "password", "12345678", "somchai1"])
def test_password_errors_are_thai(password: str):
    with pytest.raises(ValidationError) as problems:
        validate_password(password, User(username="somchai1"))
    assert problems.value.messages
    assert not in_english(" ".join(problems.value.messages))
    assert not in_english(" ".join(password_validators_help_texts()))


class NewPerson(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username",)


@pytest.mark.django_db
def test_account_errors_are_thai():
    User.objects.create_user("somchai")
    for data in (
        {"username": "somchai", "password1": "a", "password2": "b", "usable_password": "true"},
        {"username": "สม ชาย", "password1": "", "password2": "", "usable_password": "true"},
        {"username": "x" * 151},
    ):
        form = NewPerson(data)
        assert not form.is_valid()
        assert not in_english(" ".join(str(message) for messages in form.errors.values() for message in messages))
        for field in form.fields.values():
            assert not in_english(strip_tags(f"{field.label} {field.help_text}")), field.label


@pytest.mark.django_db
def test_model_errors_are_thai():
    agency = Agency.objects.create(slug="maiklang", kind=Agency.Kind.SUBDISTRICT, name="ใหม่กลาง")
    twins = [
        Agency(slug="maiklang", kind="ไม่มี", name="", target="1"),
        Agency(slug="ไทย", kind="", name="ก" * 151, target="abc"),
        Department(agency=agency, name="", position="x"),
        Department(agency_id=99, name="กองคลัง", position=-1),
    ]
    for twin in twins:
        with pytest.raises(ValidationError) as problems:
            twin.full_clean()
        assert not in_english(" ".join(problems.value.messages), "abc", "(id 99)"), problems.value.messages


@pytest.mark.parametrize(
    "field",
    [
        models.BooleanField(),
        models.BooleanField(null=True),
        models.DateField(),
        models.DateTimeField(),
        models.DecimalField(max_digits=3, decimal_places=1),
        models.DurationField(),
        models.FloatField(),
        models.IntegerField(),
        models.TimeField(),
        models.UUIDField(),
    ],
    ids=lambda field: type(field).__name__ + "_null" * field.null,
)
@pytest.mark.parametrize("value", ["ก", "2025-02-30", "2025-02-30 16:30", "25:61"])
def test_values_that_no_field_takes_are_refused_in_thai(field: models.Field, value: str):
    messages = []
    try:
        field.clean(value, None)
    except ValidationError as problem:
        messages = problem.messages
    assert not in_english(" ".join(messages), "UUID"), messages


def test_times_past_are_thai():
    now = datetime(2025, 9, 30, tzinfo=UTC)
    for days in (0.001, 0.1, 1, 8, 40, 800):
        assert not in_english(timesince(now - timedelta(days=days), now).replace("\xa0", " "))
