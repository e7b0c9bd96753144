"""What is typed and not stored: kept for its person alone, offered above the form, gone when the form is stored."""

import json
import re
from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import SentForm, UnsavedForm
from agencies.rules.unsaved_forms import MOST_LETTERS, MOST_OF_PERSON, is_page, read_fields
from tests.portal.forms import opened

URL = "/account/drafts/"
NEW = "/nanueng/2568/measures/new/"
TEXT = "ประชุมคณะทำงาน\nสรุปผล เสนอผู้บริหาร"


@pytest.fixture
def client(coordinator, as_user) -> Client:
    return as_user(coordinator)


def keep(client: Client, *, key: UUID | None = None, page: str = NEW, name: str = "measure", fields=None, **more):
    content = {"key": str(key or uuid4()), "page": page, "name": name, "query": "", "title": "เพิ่มมาตรการ"}
    content["fields"] = [["title", TEXT]] if fields is None else fields
    return client.post(URL, json.dumps(content | more), content_type="application/json")


def test_what_is_typed_is_kept_and_offered_on_its_page_alone(client):
    answer = keep(client)
    kept = UnsavedForm.objects.get()
    assert answer.json()["words"].startswith("เก็บร่างไว้แล้วเมื่อ ")
    assert f"{timezone.localtime(kept.saved_at):%H.%M} น." in answer.json()["words"]
    page = client.get(NEW).text
    assert "มีร่างที่ยังไม่ได้บันทึก" in page
    assert str(kept.key) in page
    assert "มีร่างที่ยังไม่ได้บันทึก" not in client.get("/nanueng/2568/measures/rounds/new/").text
    assert client.get(f"{URL}{kept.key}/").json() == {"fields": [["title", TEXT]]}
    assert "สรุปผล เสนอผู้บริหาร" in client.get(URL).text


def test_a_pasted_table_is_kept_until_what_it_says_is_stored(client):
    key, page = uuid4(), "/nanueng/2568/scores/upload/"
    keep(client, key=key, page=page, name="table", fields=[["table", "i1\t81"]])
    assert "มีร่างที่ยังไม่ได้บันทึก" in client.get(page).text
    checked = client.post(page, {"table": "i1\t81", "unsaved": f"{key} table"})
    assert UnsavedForm.objects.filter(key=key).exists()
    fields = re.findall(r'name="(unsaved|checked)" value="([^"]*)"', checked.text.partition("upload-confirm")[2])
    client.post(f"{page}confirm/", dict(reversed(fields)))
    assert not UnsavedForm.objects.exists()


def test_the_text_of_a_document_is_kept_until_it_is_read(client):
    key, page = uuid4(), "/nanueng/2568/import/"
    keep(client, key=key, page=page, name="document", fields=[["text", "คะแนนรวม 90.00"]])
    assert "มีร่างที่ยังไม่ได้บันทึก" in client.get(page).text
    read = client.post(page, {"text": "ผลการประเมิน ITA ปี 2568\nคะแนนรวม 90.00", "unsaved": f"{key} document"})
    assert (read.status_code, UnsavedForm.objects.exists()) == (302, False)


def test_one_opened_page_keeps_one_and_another_keeps_its_own(client):
    key = uuid4()
    keep(client, key=key)
    keep(client, key=key, fields=[["title", "ข้อความใหม่"]])
    assert UnsavedForm.objects.get().texts == [["title", "ข้อความใหม่"]]
    keep(client)
    assert UnsavedForm.objects.count() == 2
    assert client.get(NEW).text.count('data-kept="') == 2


def test_it_goes_when_the_form_is_stored_and_stays_when_it_is_refused(client):
    key = uuid4()
    keep(client, key=key)
    form = opened(client, NEW, "title")
    assert client.post(NEW, form | {"unsaved": str(key), "title": ""}).status_code == 422
    assert UnsavedForm.objects.exists()
    assert client.post(NEW, form | {"unsaved": str(key), "title": "มาตรการใหม่"}).status_code == 302
    assert not UnsavedForm.objects.exists()


def test_what_was_undone_or_discarded_is_forgotten(client):
    key = uuid4()
    keep(client, key=key)
    assert keep(client, key=key, fields=[]).json() == {"words": ""}
    assert not UnsavedForm.objects.exists()
    keep(client, key=key)
    assert client.post(f"{URL}{key}/discard/").status_code == 302
    assert not UnsavedForm.objects.exists()


def test_nobody_else_sees_or_discards_it(client, reader, as_user):
    key = uuid4()
    keep(client, key=key)
    other = as_user(reader)
    assert other.get(f"{URL}{key}/").status_code == 404
    assert other.post(f"{URL}{key}/discard/").status_code == 404
    assert TEXT.split("\n")[0] not in other.get(URL).text
    keep(other, key=key, fields=[])
    keep(other, key=key, fields=[["title", "ของผู้อื่น"]])
    assert UnsavedForm.objects.exclude(person=reader).get().texts == [["title", TEXT]]
    other.post("/nanueng/2568/measures/new/", {"unsaved": str(key)})
    assert UnsavedForm.objects.count() == 2
    assert Client().post(URL, "{}", content_type="application/json").headers["Location"].startswith("/login/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "x"},
        {"page": "https://evil.example/"},
        {"page": "//evil.example/"},
        {"page": "/" + "x" * 300},
        {"name": ""},
        {"name": "x" * 101},
        {"fields": "x"},
        {"fields": {"title": "x"}},
        {"fields": [["title", 1]]},
        {"fields": [["title"]]},
        {"fields": [["title", "x" * MOST_LETTERS]]},
    ],
)
def test_what_is_no_form_is_refused(client, wrong):
    assert keep(client, **wrong).status_code == 422
    assert not UnsavedForm.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "{", "null", "[" * 20_000])
def test_what_cannot_be_read_is_refused(client, body):
    assert client.post(URL, body, content_type="application/json").status_code == 422


def test_secrets_and_tokens_are_never_kept():
    sent = [["title", "x"], ["csrfmiddlewaretoken", "t"], ["new_password1", "p"], ["unsaved", "k"], ["written-by", "w"]]
    assert read_fields(sent) == (("title", "x"),)
    assert is_page("/nanueng/2568/analysis/")
    assert not is_page("/\\evil.example/")


def test_letters_that_a_database_refuses_are_kept_too(client):
    key, text = uuid4(), "ก\0ข \ud800 \uffff 😀 ข้อความที่ยาวพอจะแสดง"
    assert keep(client, key=key, fields=[["title", text]]).status_code == 200
    assert client.get(f"{URL}{key}/").json()["fields"] == [["title", text.replace("\ud800", "?")]]
    assert client.get(URL).status_code == 200


@pytest.mark.parametrize("letters", ["\ud800", "\0", "\ufffe"])
def test_letters_that_a_database_refuses_break_no_heading(client, letters):
    answer = keep(client, title=f"มาตรการ{letters}ใหม่", query=f"a={letters}", name=f"meas{letters}ure")
    assert answer.status_code == 200
    assert "มาตรการใหม่" in client.get(URL).content.decode()


def test_the_oldest_give_way_and_the_forgotten_go(client, coordinator):
    for _ in range(MOST_OF_PERSON + 1):
        keep(client)
    assert UnsavedForm.objects.count() == MOST_OF_PERSON
    UnsavedForm.objects.filter(pk__in=UnsavedForm.objects.values("pk")[: MOST_OF_PERSON - 1]).update(
        saved_at=timezone.now() - timedelta(days=31)
    )
    SentForm.objects.create(person=coordinator, key="old", address="/")
    SentForm.objects.update(at=timezone.now() - timedelta(days=2))
    SentForm.objects.create(person=coordinator, key="new", address="/")
    out = StringIO()
    call_command("purge_removed", stdout=out)
    assert "99 unsaved forms forgotten" in out.getvalue()
    assert UnsavedForm.objects.count() == 1
    assert SentForm.objects.get().key == "new"


def test_only_pages_with_such_a_form_ask_for_it(client):
    for url, asked in (("/account/", 0), (NEW, 1)):
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        assert len([query for query in captured if UnsavedForm._meta.db_table in query["sql"]]) == asked
