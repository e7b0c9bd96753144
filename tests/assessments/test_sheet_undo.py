"""Taking back what was typed, pasted or uploaded on a score sheet, and doing it again, from one visit to the next."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Change
from agencies.rules.acts import Act
from assessments.models import Figure
from assessments.rules.sheet_acts import FigureChange, offers_of, sheet_acts
from assessments.services import assessment_lock
from tests.portal.forms import fields_of

URL = "/nanueng/2568/scores/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def client(officer, as_user):
    return as_user(officer)


def stored(agency, *codes: str) -> dict[str, str]:
    figures = Figure.objects.filter(assessment__agency=agency, assessment__framework__fiscal_year=2568)
    return {each.code: str(each.value) for each in figures if not codes or each.code in codes}


def type_in(client, cells: dict[str, tuple[str, str]], act: str = "") -> None:
    """Store cells, each from the text that was seen to a new one."""
    fields = {code: new for code, (_, new) in cells.items()} | {f"seen-{code}": old for code, (old, _) in cells.items()}
    assert client.post(f"{URL}cells/", fields | {"act": act}).status_code == 200


def offered(client) -> str:
    """Return the act that the button of the page takes back, or nothing."""
    offer = client.get(URL).context["offers"].undo
    return str(offer.act) if offer else ""


def newest() -> str:
    return str(Change.objects.order_by("-pk")[0].act)


def undo(client, act: str = "", **headers):
    return client.post(f"{URL}undo/", {"act": act or newest()}, headers=headers)


def test_an_act_of_several_batches_is_taken_back_and_done_again_as_one(nanueng, client):
    act = str(uuid4())
    type_in(client, {"i1": ("80.00", "71"), "i2": ("100.00", "72")}, act)
    type_in(client, {"i2": ("72.00", "73"), "level": ("ผ่านดี", "ผ่าน")}, act)
    answer = undo(client, act, **JSON).json()
    assert answer["cells"] == {"i1": "80.00", "i2": "100.00", "level": "ผ่านดี"}
    assert answer["offers"]["redo"] == {"act": newest(), "words": "ใส่ค่าอีกครั้ง 3 ช่อง"}
    assert "figures" in answer
    again = undo(client, **JSON).json()
    assert again["cells"] == {"i1": "71.00", "i2": "73.00", "level": "ผ่าน"}
    assert again["offers"] == {"undo": {"act": newest(), "words": "คืนค่าเดิม 3 ช่อง"}, "redo": None}
    assert stored(nanueng, "i1", "i2") == {"i1": "71.00", "i2": "73.00"}


def test_the_history_says_that_it_was_undone_and_done_again(nanueng, client):
    type_in(client, {"i1": ("80.00", "71")})
    undo(client)
    undo(client)
    told = Change.objects.for_year(nanueng, 2568).of("figure:i1")[:3]
    assert [(each.old, each.new, each.reason) for each in told] == [
        ("80.00", "71.00", "ทำซ้ำ"),
        ("71.00", "80.00", "เลิกทำ"),
        ("80.00", "71.00", ""),
    ]
    assert told[0].undoes == told[1].act
    assert told[1].undoes == told[2].act


def test_an_upload_of_52_cells_is_one_act(nanueng, client):
    before = stored(nanueng)
    codes = [code for code in before if code[0] in "ieo"]
    table = "รหัส,คะแนน\n" + "".join(f"{code},{40 + at}.5\n" for at, code in enumerate(codes))
    checked = fields_of(
        client.post(f"{URL}upload/", {"file": SimpleUploadedFile("คะแนน.csv", table.encode())}), "checked"
    )
    client.post(f"{URL}upload/confirm/", checked)
    assert len(codes) == 52
    assert [stored(nanueng)[code] for code in codes] == [f"{40 + at}.50" for at in range(52)]
    page = client.get(URL).content.decode()
    assert "คืนค่าเดิม 52 ช่อง (นำเข้าจากไฟล์ คะแนน.csv)" in page
    response = client.post(f"{URL}undo/", {"act": newest()}, follow=True)
    assert "คืนค่าแล้ว 52 ช่อง" in response.content.decode()
    assert stored(nanueng) == before


def test_a_cell_that_somebody_changed_since_stays_and_is_named(nanueng, client, coordinator, as_user):
    type_in(client, {"i1": ("80.00", "71"), "i2": ("100.00", "72")})
    act = newest()
    type_in(as_user(coordinator), {"i1": ("71.00", "55")})
    answer = undo(client, act, **JSON).json()
    assert (answer["cells"], answer["left"]) == (
        {"i2": "100.00"},
        {"i1": {"current": "55.00", "by": str(coordinator)}},
    )
    assert stored(nanueng, "i1", "i2") == {"i1": "55.00", "i2": "100.00"}


def test_without_java_script_the_page_names_what_stayed(nanueng, client, coordinator, as_user):
    type_in(client, {"i1": ("80.00", "71"), "i2": ("100.00", "72")})
    act = newest()
    type_in(as_user(coordinator), {"i1": ("71.00", "")})
    page = client.post(f"{URL}undo/", {"act": act}, follow=True).content.decode()
    assert f"ไม่ได้คืนค่าช่องที่มีการแก้ไขหลังจากนั้น: i1 = ว่าง ({coordinator})" in page
    assert "คืนค่าแล้ว 1 ช่อง" in page


def test_an_act_of_which_nothing_is_left_is_passed_over(client, coordinator, as_user):
    type_in(client, {"i2": ("100.00", "72")})
    first = newest()
    type_in(client, {"i1": ("80.00", "71")})
    type_in(as_user(coordinator), {"i1": ("71.00", "55")})
    assert offered(client) == first


def test_nobody_takes_back_what_somebody_else_did(nanueng, client, coordinator, as_user):
    type_in(as_user(coordinator), {"i1": ("80.00", "71")})
    assert offered(client) == ""
    response = undo(client, **JSON)
    assert (response.status_code, response.json()) == (422, {"error": "ไม่มีการแก้ไขให้เลิกทำ หรือเลิกทำไปแล้ว"})
    assert stored(nanueng, "i1") == {"i1": "71.00"}


def test_the_same_act_is_taken_back_once(nanueng, client):
    type_in(client, {"i1": ("80.00", "71")})
    act, before = newest(), Change.objects.count()
    for _ in range(3):
        undo(client, act)
    assert Change.objects.count() == before + 1
    assert stored(nanueng, "i1") == {"i1": "80.00"}


@pytest.mark.parametrize("act", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_act_that_is_none_says_so_and_changes_nothing(client, act):
    type_in(client, {"i1": ("80.00", "71")})
    before = Change.objects.count()
    page = client.post(f"{URL}undo/", {"act": act}, follow=True).content.decode()
    assert "ไม่มีการแก้ไขให้เลิกทำ" in page
    assert Change.objects.count() == before


def test_a_locked_year_takes_nothing_back(nanueng, client, coordinator):
    type_in(client, {"i1": ("80.00", "71")})
    assessment_lock(assessment=nanueng.assessments.get(framework__fiscal_year=2568), actor=coordinator)
    act = str(Change.objects.of("figure:i1")[0].act)
    assert undo(client, act, **JSON).json()["error"].startswith("ล็อกคะแนนของปีนี้แล้ว")
    assert stored(nanueng, "i1") == {"i1": "71.00"}


def test_acts_are_offered_in_words():
    def changed(act: Act, code: str, old: str, new: str) -> FigureChange:
        return FigureChange(act, code, f"คะแนนข้อ {code}", old, new)

    first, second = Act(), Act()
    undone = Act(undoes=second.key)
    changes = [changed(first, "i1", "", "80.00"), changed(second, "i1", "80.00", "85.00")]
    offers = offers_of(sheet_acts([*changes, changed(undone, "i1", "85.00", "80.00")]), {"i1": "80.00"})
    assert offers.undo
    assert (offers.undo.act, offers.undo.words) == (first.key, "คะแนนข้อ i1 กลับเป็น ว่าง")
    assert offers.redo
    assert (offers.redo.act, offers.redo.words) == (undone.key, "คะแนนข้อ i1 เป็น 85.00 อีกครั้ง")
    assert offers_of(sheet_acts(changes), {"i1": "90.00"}).undo is None
