"""Digits and margins, set once for all documents of an agency."""

from dataclasses import replace

import pytest

from agencies.models import Change
from reports.content.kinds import KINDS, build_document
from reports.models import DocumentSetting
from reports.options.stored import choices_for, choices_record, stored_choices, style_for, style_record
from reports.paper.typesetting import ARABIC, THAI
from tests.reports.issuing_year import structure_of

PAGE = "/nanueng/2568/documents/style/"
SENT = {
    "digits": "arabic",
    "margin-top": "2.5",
    "margin-right": "2",
    "margin-bottom": "2",
    "margin-left": "๒.๕",
    "version": "0",
}


@pytest.fixture
def client(nanueng, coordinator, as_user):
    return as_user(coordinator)


def test_every_kind_starts_from_the_style(client, nanueng):
    assert client.post(PAGE, SENT).status_code == 302
    for kind in KINDS.values():
        document = build_document(kind, nanueng, 2568)
        assert (document.digits, document.margins.left) == (ARABIC, 2.5)
    change = Change.objects.filter(subject="document:style").get()
    assert "ขวา 2 ล่าง 2 ซ้าย 3" in change.old.replace(".0", "")
    assert "ตัวเลข: เลขอารบิก" in change.new


def test_the_page_of_the_documents_names_the_style_and_leads_to_it(client, reader, as_user):
    assert (
        f'<a href="{PAGE}">รูปแบบของหน่วยงาน (เลขไทย ขอบ 3/2/2.5/2)</a>'
        in client.get("/nanueng/2568/documents/").content.decode()
    )
    assert PAGE not in as_user(reader).get("/nanueng/2568/documents/").content.decode()


def test_a_kind_that_differs_stays_as_it_is(client, nanueng):
    options = KINDS["measures"].options
    choices = choices_for(nanueng, options, 2568, structure_of(2568))
    wide = replace(choices, margins=replace(choices.margins, left=4.0))
    choices_record(agency=nanueng, options=options, fiscal_year=2568, choices=wide, actor=None)
    stored = stored_choices(nanueng, "measures", 2568)
    assert (stored.digits, float(stored.margin_left), stored.margin_right) == ("", 4.0, None)
    client.post(PAGE, SENT | {"margin-right": "1.5"})
    document = build_document(KINDS["measures"], nanueng, 2568)
    assert (document.digits, document.margins.left, document.margins.right) == (ARABIC, 4.0, 1.5)


def test_the_years_before_keep_their_looks(client, nanueng):
    client.post(PAGE, SENT)
    assert style_for(nanueng, 2567).digits == THAI
    assert style_for(nanueng, 2570).digits == ARABIC
    assert choices_for(nanueng, KINDS["analysis"].options, 2567, structure_of(2567)).digits == THAI


def test_the_page_of_a_kind_says_where_digits_and_margins_come_from(client):
    address = "/nanueng/2568/documents/measures/settings/"
    assert "ตัวเลขและขอบกระดาษ: ตามรูปแบบของหน่วยงาน (เลขไทย ขอบ 3/2/2.5/2)" in client.get(address).content.decode()
    form = client.get(address).context["form"]
    sent = {bound.html_name: bound.value() or "" for bound in form} | {
        "version": str(form.initial["version"]),
        "digits": "arabic",
    }
    assert client.post(address, sent).status_code == 302
    assert "ตัวเลขและขอบกระดาษ: กำหนดเฉพาะเอกสารนี้" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"margin-left": "12"}, "ขอบกระดาษต้องอยู่ระหว่าง 1 ถึง 5 ซม."),
        ({"margin-left": ""}, "กรุณาระบุข้อมูลในช่องนี้"),
        ({"digits": "roman"}, "roman"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(client, nanueng, changes, message):
    response = client.post(PAGE, SENT | changes)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not DocumentSetting.objects.filter(agency=nanueng, kind="").exists()


def test_two_people_do_not_overwrite_each_other(client, nanueng):
    narrow = replace(style_for(nanueng, 2568), digits=ARABIC)
    style_record(agency=nanueng, result_year=2568, style=narrow, actor=None)
    response = client.post(PAGE, SENT | {"digits": "thai", "margin-left": "4"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "ผู้อื่นบันทึกไว้ว่า เลขอารบิก ขอบ 3/2/2.5/2" in page
    assert 'value="4"' in page
    assert style_for(nanueng, 2568).margins.left == 3
    assert client.post(PAGE, SENT | {"digits": "thai", "margin-left": "4", "version": "1"}).status_code == 302


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("officer", 403), ("executive", 403), ("stranger", 404)])
def test_only_a_coordinator_sets_it(nanueng, as_user, request, role, status):
    client = as_user(request.getfixturevalue(role))
    assert client.get(PAGE).status_code == client.post(PAGE, SENT).status_code == status


def test_saving_the_same_twice_leaves_one_entry(client):
    client.post(PAGE, SENT)
    client.post(PAGE, SENT | {"version": "1"})
    assert Change.objects.filter(subject="document:style").count() == 1
