"""What is typed into any form of the portal, or of Django's administration, is read in one spelling."""

from collections.abc import Iterator

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.forms import BaseForm
from django.http import QueryDict

from agencies.models import Agency
from ita_portal.form_texts import PortalForms, SpelledField
from tests.portal.patterns import portal_modules

TYPED, RIGHT = "ส\u0e4d\u0e32นักปลัด\u200b\ufffe", "สำนักปลัด"


class AllKindsForm(forms.Form):
    line = forms.CharField()
    text = forms.CharField(widget=forms.Textarea, initial="ส\u0e4d\u0e32เดิม\nสอง")
    address = forms.EmailField()
    number = forms.DecimalField()
    choice = forms.ChoiceField(choices=[("ก", "ก")])
    seen = forms.CharField(widget=forms.HiddenInput)
    password = forms.CharField(widget=forms.PasswordInput)


def sent(**values: str) -> AllKindsForm:
    usual = {"line": "ก", "text": "ข", "address": "a@b.th", "number": "1", "choice": "ก", "seen": "ค", "password": "ง"}
    form = AllKindsForm(QueryDict(mutable=True) | usual | values)
    assert form.is_valid(), form.errors
    return form


def kinds_of(base: type) -> Iterator[type]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_every_form_of_the_portal_and_of_django_has_fields_that_spell():
    assert f"{PortalForms.__module__}.{PortalForms.__name__}" == settings.FORM_RENDERER
    assert portal_modules()
    made = [*kinds_of(BaseForm)]
    assert len(made) > 40
    own = [kind for kind in made if kind.bound_field_class or kind.default_renderer]
    assert not own, f"these forms take fields of their own: {own}"


def test_no_field_reads_what_was_sent_past_them():
    hooks = ("get_bound_field", "bound_field_class", "_clean_bound_field", "bound_data")
    known = {forms.FileField, forms.ImageField, ReadOnlyPasswordHashField}
    made = [kind for kind in kinds_of(forms.Field) if not issubclass(kind, tuple(known))]
    assert len(made) > 20
    past = [
        kind for kind in made for hook in hooks if getattr(kind, hook, None) is not getattr(forms.Field, hook, None)
    ]
    assert not [kind for kind in past if kind is not forms.JSONField], past


@pytest.mark.parametrize("name", ["line", "text"])
def test_a_text_is_read_in_one_spelling_and_shown_so(name: str):
    form = sent(**{name: TYPED})
    assert (form.cleaned_data[name], form[name].value()) == (RIGHT, RIGHT)


def test_numbers_choices_and_addresses_lose_what_nobody_sees():
    form = sent(number="\u200b85.5\u00a0", choice="ก\ufeff", address="\u200ba@b.th\u00a0")
    assert str(form.cleaned_data["number"]) == "85.5"
    assert (form.cleaned_data["choice"], form.cleaned_data["address"]) == ("ก", "a@b.th")


@pytest.mark.parametrize("name", ["seen", "password"])
def test_what_nobody_typed_and_passwords_stay_as_they_are(name: str):
    assert sent(**{name: TYPED}).cleaned_data[name] == TYPED


def test_a_stored_text_that_nobody_touched_stays_as_it_is():
    untouched = sent(text="ส\u0e4d\u0e32เดิม\r\nสอง")
    assert untouched.cleaned_data["text"] == "ส\u0e4d\u0e32เดิม\r\nสอง"
    assert sent(text="ส\u0e4d\u0e32เดิม\r\nสาม").cleaned_data["text"].startswith("สำเดิม")


def test_files_pass(client):
    class FileForm(forms.Form):
        file = forms.FileField()

    form = FileForm({}, {"file": SimpleUploadedFile("a.txt", b"a")})
    assert form.is_valid()
    assert isinstance(form["file"], SpelledField)


@pytest.mark.any_database
def test_the_administration_stores_one_spelling(administrator, as_user):
    page = "/admin/agencies/agency/add/"
    typed = {
        "slug": "nasam",
        "kind": "sao",
        "name": "ส\u0e4d\u0e32ราญ\u200b",
        "district": "เเม่ทะ\u00a0",
        "province": "ล\u0e4d\u0e32ปาง",
    }
    answer = as_user(administrator).post(page, typed | {"target": "85"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = Agency.objects.get(slug="nasam")
    assert (made.name, made.district, made.province) == ("สำราญ", "แม่ทะ", "ลำปาง")
