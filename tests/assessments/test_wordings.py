"""All wordings of a framework year on one page, and a new year at a click."""

import pytest
from django.urls import reverse

from agencies.models import Change
from assessments.models import Framework, Question
from assessments.wordings_form import texts_of
from ita_portal.carried import WRITER, written_by

YEAR = 2569


@pytest.fixture
def client(administrator, as_user):
    return as_user(administrator)


@pytest.fixture
def address(frameworks) -> str:
    return reverse("admin:assessments_framework_wordings", args=[Framework.objects.get(fiscal_year=YEAR).pk])


def question(code: str, fiscal_year: int = YEAR) -> Question:
    return Question.objects.get(framework__fiscal_year=fiscal_year, code=code)


def fields_of(client, address) -> dict[str, str]:
    """Return what the page would send unchanged."""
    form = client.get(address).context["form"]
    fields = {"column": "", "first": "i1"}
    for row in form.rows:
        fields[f"seen-{row.question.code}"] = row.seen
        fields |= {bound.html_name: bound.value() for bound in (row.text, row.wording)}
    return fields


def test_what_was_changed_is_stored_with_its_history_and_nothing_else(client, address):
    fields = fields_of(client, address) | {"text-i1": "ถ้อยคำตามคู่มือ", "wording-i1": "official"}
    before = dict(Question.objects.exclude(pk=question("i1").pk).values_list("pk", "text"))
    assert client.post(address, fields).status_code == 302
    assert (question("i1").text, question("i1").wording, question("i1").is_corrected) == (
        "ถ้อยคำตามคู่มือ",
        "official",
        True,
    )
    assert dict(Question.objects.exclude(pk=question("i1").pk).values_list("pk", "text")) == before
    change = Change.objects.get(subject="framework:question:i1")
    assert change.fiscal_year == YEAR
    assert change.new == "ถ้อยคำตามคู่มือ\nข้อความทางการ"


def test_the_page_unchanged_stores_nothing(client, address):
    before = Change.objects.count()
    assert client.post(address, fields_of(client, address)).status_code == 302
    assert Change.objects.count() == before
    assert not Question.objects.filter(is_corrected=True).exists()


def test_a_pasted_column_fills_the_rows_and_is_not_saved_yet(client, address):
    column = '"ข้อแรก\nสองบรรทัด"\tคอลัมน์อื่น\nข้อที่สอง'
    before = list(Question.objects.values_list("text", flat=True))
    page = client.post(address, fields_of(client, address) | {"column": column, "first": "i2", "act": "fill"})
    shown = page.context["form"].data
    assert (shown["text-i2"], shown["text-i3"]) == ("ข้อแรก สองบรรทัด", "ข้อที่สอง")
    assert shown["text-i1"] == question("i1").text
    assert list(Question.objects.values_list("text", flat=True)) == before
    filled = {name: shown[name] for name in shown if name != "act"}
    assert client.post(address, filled).status_code == 302
    assert question("i3").text == "ข้อที่สอง"


def test_a_column_is_read_as_a_spreadsheet_copies_it():
    assert texts_of('ก\r\n"ข ""ค"""\r\n\r\nง\tจ') == ["ก", 'ข "ค"', "", "ง"]


def test_all_are_confirmed_at_once_but_those_without_a_text(client, address):
    fields = fields_of(client, address) | {"text-i1": "", "wording-i1": "unknown", "act": "confirm"}
    assert client.post(address, fields).status_code == 302
    questions = Question.objects.filter(framework__fiscal_year=YEAR)
    assert {each.code for each in questions if each.wording != "official"} == {"i1"}


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(client, address):
    fields = fields_of(client, address) | {"text-i1": "ของฉัน", "text-i2": "ของฉันด้วย"}
    Question.objects.filter(pk=question("i1").pk).update(text="ของผู้อื่น")
    page = client.post(address, fields)
    assert page.status_code == 409
    assert "ของผู้อื่น" in page.content.decode()
    assert (question("i1").text, question("i2").text != "ของฉันด้วย") == ("ของผู้อื่น", True)
    again = {f"seen-{row.question.code}": row.seen for row in page.context["form"].rows}
    assert client.post(address, fields | again).status_code == 302
    assert (question("i1").text, question("i2").text) == ("ของฉัน", "ของฉันด้วย")


def test_a_certainty_that_is_none_is_refused(client, address):
    page = client.post(address, fields_of(client, address) | {"wording-i1": "sure", "text-i2": "ถ้อยคำ"})
    assert page.status_code == 422
    assert question("i2").text != "ถ้อยคำ"


def test_the_next_year_is_one_click_and_leads_to_its_wordings(frameworks, client):
    page = client.get(reverse("admin:assessments_framework_changelist")).content.decode()
    assert "เพิ่มปี 2570 จากปี 2569" in page
    clone = reverse("admin:assessments_framework_clone", args=[Framework.objects.get(fiscal_year=YEAR).pk])
    answer = client.post(clone, {"fiscal_year": "2570"})
    added = Framework.objects.get(fiscal_year=2570)
    assert answer.url == reverse("admin:assessments_framework_wordings", args=[added.pk])
    assert client.get(answer.url).status_code == 200


def test_nobody_but_the_administrator_comes_here(address, nanueng, coordinator, as_user, client):
    assert as_user(coordinator).get(address).status_code == 302
    assert client.get(reverse("admin:assessments_framework_wordings", args=[0])).status_code == 404


def test_a_table_that_is_sent_after_the_sign_in_ended_is_not_lost(client, address, administrator):
    fields = fields_of(client, address) | {"text-i1": "ถ้อยคำตามคู่มือของปีใหม่", WRITER: written_by(administrator)}
    client.logout()
    answer = client.post(address, fields, headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"})
    assert answer.status_code == 403
    assert "ถ้อยคำตามคู่มือของปีใหม่" in answer.text
    assert answer.context["carried"].address == address
