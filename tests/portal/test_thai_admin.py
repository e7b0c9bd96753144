"""No English reaches the pages of the administrator."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
import polib
import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, Change, Removed, User
from assessments.models import Framework, Topic
from tests.portal.english import LATIN, in_english

# What stays in Latin letters: names and grades of the assessment, kinds of files, keys of the keyboard.
NAMES = (
    "ITA", "IIT", "EIT", "OIT", "E-Service", "No Gift Policy", "Q&A", "Social Network", "AA", "PNG", "JPEG", "JSON",
    "Ctrl", "Mac", "Command", "md5",
)  # fmt: skip
HIDDEN_HASH = re.compile(r"\S+\*{4,}")
REFERENCE = re.compile(r"^[0-9a-f]{12}$")  # of the request, on pages of errors
# English that no catalogue reaches: Django writes it so, or a field of a model has no Thai name. To be mended there.
OUT_OF_REACH = re.compile(
    r"\w+_\w+ object \(\d+\)|"  # the rows that join topics to questions, on pages that delete them
    r"^Search$",  # the picture beside the search field, whose words Django's template holds fast
    re.IGNORECASE,
)
ENGLISH_SCRIPTS = Path(django.__file__).parent / "contrib/admin/locale/en/LC_MESSAGES/djangojs.po"
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
                parts = [part for value in values for part in (value if isinstance(value, list) else [value])]
                found |= {line for part in parts for line in str(part).splitlines()}
    return sorted(filter(LATIN.search, found), key=len, reverse=True)


def english_on(page: Any) -> list[str]:
    """Return the texts of a page that hold Latin words which are neither names nor in the database."""
    texts = {HIDDEN_HASH.sub("", OUT_OF_REACH.sub("", text)) for text in visible_texts(page.content.decode())}
    suspects = [text for text in texts if in_english(text, *NAMES) and not REFERENCE.match(text)]
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


@pytest.mark.crawl
@pytest.mark.any_database
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
        reverse("admin:agencies_change_changelist") + "?q=x&fiscal_year__exact=2568",
        reverse("admin:agencies_change_change", args=[Change.objects.latest("pk").pk]),
        reverse("admin:agencies_removed_changelist"),
        reverse("admin:agencies_user_change", args=[9999]),
        reverse("admin:auth_user_password_change", args=[person.pk]),
        reverse("admin:assessments_framework_clone", args=[free.pk]),
        *(page for row in rows for page in pages_about(row)),
    ]
    answers = {page: admin.get(page, follow=True) for page in pages}
    refused = {page for page, answer in answers.items() if answer.status_code != 200}
    kept = {reverse(f"admin:agencies_{row._meta.model_name}_delete", args=[row.pk]) for row in rows[:3]}
    assert kept <= refused <= kept | {page for row in (in_use, questions[1]) for page in pages_about(row)}
    assert {page: english for page, answer in answers.items() if (english := english_on(answer))} == {}


def test_what_the_administrator_is_told_is_thai(admin: Client, empty_agency: Agency, member):
    """Errors of forms, reports of success, the history, and the question before several are deleted."""
    person = member(empty_agency, "reader")
    User.objects.update(display_name="สมหญิง ใจดี")
    people = reverse("admin:agencies_user_changelist")
    topics = reverse("admin:assessments_topic_changelist")
    topic = [str(Topic.objects.earliest("pk").pk)]
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
        (topics, {"action": "delete_selected", "_selected_action": topic}),
        (reverse("admin:assessments_topic_delete", args=topic), {"post": "yes"}),
    ]
    for page, data in posts:
        answer = admin.post(page, data, follow=True)
        assert answer.status_code == 200, page
        assert english_on(answer) == [], (page, data)
    restored = {"action": "restore", "_selected_action": [str(Removed.objects.get().pk)]}
    assert english_on(admin.post(reverse("admin:agencies_removed_changelist"), restored, follow=True)) == []
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
    english = {entry.msgid for entry in polib.pofile(str(ENGLISH_SCRIPTS))}
    for message, thai in messages.items():
        if message.split("\x04")[-1] in english:  # Django carries some that it no longer uses
            assert not in_english(re.sub(r"%\(\w+\)s", "", str(thai))), message
