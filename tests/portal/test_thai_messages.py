"""No English reaches the page: the Thai that Django lacks is in ita_portal/locale, complete and compiled."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
import polib
import pytest
from django import forms
from django.apps import apps
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import FileExtensionValidator
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timesince import timesince

from agencies.models import Agency, Department, User
from assessments.models import Framework, Topic

LOCALE = Path(__file__).parents[2] / "ita_portal" / "locale" / "th" / "LC_MESSAGES"
DJANGO = Path(django.__file__).parent
DJANGO_PARTS = ("conf", "contrib/auth", "contrib/admin", "contrib/contenttypes", "contrib/sessions")
SOURCES = sorted(LOCALE.glob("*.po"))

Key = tuple[str | None, str, str]  # context, message, its plural


def catalogue(path: Path) -> dict[Key, polib.POEntry]:
    """Return the entries by what Django looks for: a message with a plural is another than the same without."""
    entries = polib.pofile(str(path)) if path.exists() else []
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural): entry for entry in entries}


def thai_of(entry: polib.POEntry) -> str:
    return entry.msgstr or entry.msgstr_plural.get(0, "")


# -- the files


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_compiled_file_is_what_the_source_says(source: Path):
    assert source.with_suffix(".mo").read_bytes() == polib.pofile(str(source)).to_binary(), "run bin/messages"


def placeholders(text: str) -> tuple[set[str], list[str]]:
    """Return the named placeholders, which may repeat, and the nameless ones in their order."""
    named = set(re.findall(r"%\(\w+\)[sdr]|\{\w+\}", text))
    return named, re.findall(r"%[sdr]|\{\}|%%", text)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_message_has_the_placeholders_of_the_english(source: Path):
    for entry in polib.pofile(str(source)):
        if "%(from)s" not in entry.msgid:  # the names of Python classes, left out on purpose
            assert placeholders(thai_of(entry)) == placeholders(entry.msgid_plural or entry.msgid), entry.msgid


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_message_is_translated_and_has_the_one_plural_form_of_thai(source: Path):
    file = polib.pofile(str(source))
    assert file.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    for entry in file:
        assert thai_of(entry), entry.msgid
        assert not entry.fuzzy, entry.msgid
        assert set(entry.msgstr_plural) == ({0} if entry.msgid_plural else set()), entry.msgid


# Where Django's messages stay in English because nobody reads them: names of languages and of applications without
# pages, the page of a fresh installation, and descriptions of database columns.
UNREAD_FILES = {
    "conf/global_settings.py",
    "contrib/sitemaps/apps.py",
    "contrib/staticfiles/apps.py",
    "contrib/syndication/apps.py",
    "views/templates/default_urlconf.html",
}
UNREAD = {
    "A JSON object",
    "Positive big integer",
    "Raw binary data",
    "String (unlimited)",
    "Universally unique identifier",
}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_message_that_people_meet_is_missing(domain: str):
    ours = catalogue(LOCALE / f"{domain}.po")
    thai, english = dict(ours), dict[Key, polib.POEntry]()
    for part in DJANGO_PARTS:
        its_own = catalogue(DJANGO / part / f"locale/th/LC_MESSAGES/{domain}.po")
        thai |= {key: entry for key, entry in its_own.items() if entry.translated()}
        english |= catalogue(DJANGO / part / f"locale/en/LC_MESSAGES/{domain}.po")
    unread = {key for key, entry in english.items() if {file for file, _ in entry.occurrences} <= UNREAD_FILES}
    assert {key for key in english.keys() - thai.keys() - unread if key[1] not in UNREAD} == set()
    of_django = {key for key, entry in ours.items() if entry.comment != "django-import-export"}
    assert of_django - english.keys() == set(), "Django no longer says this"


# -- the messages that people meet

LATIN = re.compile(r"[A-Za-z]{2,}")


def in_english(text: str, *allowed: str) -> list[str]:
    """Return the Latin words of a text that are not allowed there."""
    for name in allowed:
        text = text.replace(name, "")
    return LATIN.findall(text)


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


# -- the pages of the administrator

# What stays in Latin letters: names and grades of the assessment, kinds of files, keys of the keyboard.
NAMES = (
    "ITA", "IIT", "EIT", "OIT", "E-Service", "No Gift Policy", "Q&A", "Social Network", "AA", "PNG", "JPEG", "JSON",
    "Ctrl", "Mac", "Command", "md5",
)  # fmt: skip
HIDDEN_HASH = re.compile(r"\S+\*{4,}")
# English that no catalogue reaches: Django writes it so, or a field of a model has no Thai name. To be mended there.
OUT_OF_REACH = re.compile(
    r"\w+_\w+ object \(\d+\)|"  # the rows that join topics to questions, on pages that delete them
    r"^Search$",  # the picture beside the search field, whose words Django's template holds fast
    re.IGNORECASE,
)
READ_ATTRIBUTES = ("title", "alt", "aria-label", "placeholder", "data-name", "data-verbose-name")


class VisibleText(HTMLParser):
    """Gathers what people see and hear of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.silent += tag in ("script", "style")
        self.texts += [given[name] for name in READ_ATTRIBUTES if name in given]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self.texts.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def visible_texts(page: str) -> list[str]:
    reader = VisibleText()
    reader.feed(page)
    return reader.texts


def written_by_people() -> list[str]:
    """Return the texts of the database that hold Latin letters, the longest first."""
    found = set()
    for app in ("agencies", "assessments", "measures"):
        for model in apps.get_app_config(app).get_models():
            for row in model._default_manager.all():
                values = [str(row), *(getattr(row, field.attname) for field in model._meta.concrete_fields)]
                found |= {str(part) for value in values for part in (value if isinstance(value, list) else [value])}
    return sorted(filter(LATIN.search, found), key=len, reverse=True)


def english_on(page: Any) -> list[str]:
    """Return the texts of a page that hold Latin words which are neither names nor in the database."""
    texts = {HIDDEN_HASH.sub("", OUT_OF_REACH.sub("", text)) for text in visible_texts(page.content.decode())}
    suspects = [text for text in texts if in_english(text, *NAMES)]
    known = written_by_people() if suspects else []
    return [text for text in suspects if in_english(text, *known, *NAMES)]


@pytest.fixture
def admin(administrator: User, as_user: Callable[[User], Client]) -> Client:
    return as_user(administrator)


def pages_about(row: Any) -> Iterator[str]:
    def address(page: str, *args: Any) -> str:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)

    yield from (address("changelist"), address("add"), address("add") + "?_popup=1")
    yield from (address(page, row.pk) for page in ("change", "delete", "history"))


def test_the_pages_of_the_administrator_are_thai(admin: Client, nanueng: Agency, empty_agency: Agency, member):
    free = Framework.objects.filter(assessments=None).latest("fiscal_year")
    in_use = Framework.objects.exclude(assessments=None).latest("fiscal_year")
    person = member(empty_agency, "reader")
    questions = [year.questions.first() for year in (free, in_use)]
    rows: list[Any] = [nanueng, empty_agency, person, free, in_use, *questions, Topic.objects.first()]
    pages = [
        reverse("admin:index"),
        reverse("admin:app_list", args=["agencies"]),
        reverse("admin:password_change"),
        reverse("admin:agencies_agency_changelist") + "?q=x&kind__exact=pao&_facets=True",
        reverse("admin:agencies_user_changelist") + "?is_active__exact=1&o=1.2",
        reverse("admin:agencies_user_change", args=[9999]),
        reverse("admin:auth_user_password_change", args=[person.pk]),
        reverse("admin:assessments_framework_clone", args=[free.pk]),
        *(page for row in rows for page in pages_about(row)),
    ]
    answers = {page: admin.get(page, follow=True) for page in pages}
    refused = {page for page, answer in answers.items() if answer.status_code != 200}
    assert refused <= {page for row in (in_use, questions[1]) for page in pages_about(row)}
    assert {page: english for page, answer in answers.items() if (english := english_on(answer))} == {}


def test_what_the_administrator_is_told_is_thai(admin: Client, empty_agency: Agency, member):
    """Errors of forms, reports of success, the history, and the question before several are deleted."""
    person = member(empty_agency, "reader")
    User.objects.update(display_name="สมหญิง ใจดี")
    people = reverse("admin:agencies_user_changelist")
    agencies = reverse("admin:agencies_agency_changelist")
    agency: dict[str, Any] = {"slug": "somewhere", "kind": "other", "name": "ที่ไหน", "target": "85"}
    selected: dict[str, Any] = {"action": "delete_selected", "_selected_action": [str(person.pk)]}
    posts: list[tuple[str, dict[str, Any]]] = [
        (reverse("admin:agencies_agency_add"), {}),
        (reverse("admin:agencies_agency_add"), agency | {"slug": "ที่ไหน", "target": "999"}),
        (reverse("admin:agencies_agency_add"), agency | {"_addanother": "1"}),
        (reverse("admin:agencies_agency_add"), agency),
        (reverse("admin:agencies_user_add"), {"username": person.username, "password1": "1", "password2": "2"}),
        (reverse("admin:auth_user_password_change", args=[person.pk]), {"password1": "1", "password2": "1"}),
        (reverse("admin:password_change"), {"old_password": "x", "new_password1": "1", "new_password2": "2"}),
        (people, {"action": "", "index": "0"}),
        (people, {"action": "delete_selected", "index": "0"}),
        (people, selected),
        (people, selected | {"post": "yes"}),
        (agencies, {"action": "delete_selected", "_selected_action": [str(empty_agency.pk)]}),
        (reverse("admin:agencies_agency_delete", args=[empty_agency.pk]), {"post": "yes"}),
    ]
    for page, data in posts:
        answer = admin.post(page, data, follow=True)
        assert answer.status_code == 200, page
        assert english_on(answer) == [], (page, data)
    made = Agency.objects.get(slug="somewhere")
    admin.post(reverse("admin:agencies_agency_change", args=[made.pk]), agency | {"name": "ที่นี่"} | NO_INLINES)
    history = admin.get(reverse("admin:agencies_agency_history", args=[made.pk]))
    assert "แก้ไขชื่อ (ไม่รวมประเภท)" in visible_texts(history.content.decode())
    assert english_on(history) == english_on(admin.get(reverse("admin:index"))) == []


NO_INLINES = {
    f"{prefix}-{name}_FORMS": "0" for prefix in ("departments", "memberships") for name in ("TOTAL", "INITIAL")
}


def test_the_scripts_of_the_administrator_are_thai(admin: Client):
    """The catalogue of the scripts takes the project's own files too."""
    script = admin.get(reverse("admin:jsi18n")).content.decode()
    catalogue_text = re.search(r"const newcatalog = (\{.*?\n  \});", script, re.DOTALL)
    assert catalogue_text
    messages = json.loads(catalogue_text[1])
    assert messages["Remove selected %s"] == "นำ%sที่ทำเครื่องหมายไว้ออก"
    assert messages["Sunday"] == "วันอาทิตย์"
    assert messages["%(sel)s of %(cnt)s selected"] == ["เลือก %(sel)s จาก %(cnt)s รายการ"]
    english = {entry.msgid for entry in polib.pofile(str(DJANGO / "contrib/admin/locale/en/LC_MESSAGES/djangojs.po"))}
    for message, thai in messages.items():
        if message.split("\x04")[-1] in english:  # Django carries some that it no longer uses
            assert not in_english(re.sub(r"%\(\w+\)s", "", str(thai))), message
