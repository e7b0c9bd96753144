"""What an agency chooses of its tables: heads, numbers, months, columns of progress; and what is said of nothing."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from measures.models import Evidence, Measure, Progress
from measures.rules.month_ranges import says_the_same
from reports.content.columns import COLUMNS, NOT_ACCEPTED, PrintedMeasure, numbered
from reports.content.draft import draft_of
from reports.content.kinds import KINDS
from reports.content.measure_table import NO_MEASURES
from reports.options.choices import BRACKET, BRACKETS, BULLETS, DASHES, DOTTED, FULL, NUMBERINGS, SHORT
from reports.output.formats import document_html
from reports.paper.blocks import Chart, Cover, Heading, Paragraph, Table
from tests.reports.test_settings_page import posted

pytestmark = pytest.mark.django_db
STARTS, ENDS = date(2024, 10, 1), date(2025, 9, 30)


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (DOTTED, ("1. ก", "2. ข")),
        (BRACKET, ("1) ก", "2) ข")),
        (BRACKETS, ("(1) ก", "(2) ข")),
        (DASHES, ("- ก", "- ข")),
        (BULLETS, ("• ก", "• ข")),
    ],
)
def test_points_are_numbered_as_chosen(numbering, expected):
    assert numbered(("ก", "ข"), numbering) == expected
    assert numbered(("ก",), numbering) == ("ก",)
    assert numbering in NUMBERINGS


@pytest.mark.parametrize(
    ("typed", "months", "expected"),
    [
        ("", "", "ต.ค.67 - ก.ย.68"),
        ("ตุลาคม 2567 – กันยายน 2568", "", "ตุลาคม 2567 – กันยายน 2568"),
        ("ตุลาคม 2567 – กันยายน 2568", SHORT, "ต.ค.67 - ก.ย.68"),
        ("ต.ค. 67 - ก.ย. 68", FULL, "ตุลาคม 2567 - กันยายน 2568"),
        ("ทุกวันที่ 1 ของเดือน", FULL, "ทุกวันที่ 1 ของเดือน"),
        ("ไตรมาส 1-4", SHORT, "ไตรมาส 1-4"),
    ],
)
def test_one_form_of_months_stands_in_a_table(typed, months, expected):
    measure = Measure(start=STARTS, end=ENDS, timeframe_wording=typed)
    assert COLUMNS["timeframe"].lines(PrintedMeasure(measure, 1, months=months)) == (expected,)


def test_other_months_are_not_the_same():
    assert says_the_same("ต.ค.67 - ก.ย.68", STARTS, ENDS, 2568)
    assert not says_the_same("ต.ค.67 - ส.ค.68", STARTS, ENDS, 2568)


def test_progress_can_be_printed_with_all_that_was_reported(nanueng):
    measure = Measure.objects.with_details().with_progress().first()
    row = PrintedMeasure(measure, 1)
    assert COLUMNS["status"].lines(replace(row, in_round=True)) == (NOT_ACCEPTED,)
    assert COLUMNS["ticked_steps"].lines(row)[0].startswith("(\u00a0) ")
    entry = Progress(
        measure=measure,
        status=Progress.Status.IN_PROGRESS,
        percent=50,
        reported_on=date(2025, 3, 31),
        obstacles="บุคลากรโยกย้าย",
        evidence="คำสั่งที่ 12/2568\nhttps://www.nanueng.go.th/a",
        file_count=3,
        steps=[{"text": "แต่งตั้งคณะทำงาน", "is_done": True}, {"text": "ประชุม", "is_done": False}],
    )
    entry.save()
    for name in ("คำสั่งแต่งตั้ง.pdf", "ภาพการประชุม.jpg", "ภาพการประชุม.jpg"):
        content = {"size": 1, "content_type": "image/jpeg", "sha256": "0" * 64, "at": timezone.now()}
        Evidence.objects.create(measure=measure, entry=entry, name=name, file="x", uploader_name="ก", **content)
    row = PrintedMeasure(Measure.objects.with_details().with_entries().get(pk=measure.pk), 1, numbering=BRACKETS)
    said = {key: COLUMNS[key].lines(row) for key in ("status", "ticked_steps", "obstacles", "evidence")}
    assert said == {
        "status": ("อยู่ระหว่างดำเนินการ (ร้อยละ 50)",),
        "ticked_steps": ("(/) แต่งตั้งคณะทำงาน", "(\u00a0) ประชุม"),
        "obstacles": ("บุคลากรโยกย้าย",),
        "evidence": (
            "(1) คำสั่งที่ 12/2568",
            "(2) https://www.nanueng.go.th/a",
            "(3) คำสั่งแต่งตั้ง.pdf",
            "(4) ภาพการประชุม.jpg",
        ),
    }


def test_heads_of_columns_and_preface_are_the_agencys(nanueng, coordinator, as_user):
    client, url = as_user(coordinator), "/nanueng/2568/documents/analysis/settings/"
    words = {"text__heading-owners": "ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง", "text__preface_heading": "บทนำ", "text__preface": "ก"}
    data = posted(client, url, numbering=BRACKETS, months=FULL, parts__preface="1", text__department="สำนักปลัด", **words)
    assert client.post(url, data).status_code == 302
    draft = draft_of(KINDS["analysis"], nanueng, 2568)
    assert (draft.choices.numbering, draft.choices.months) == (BRACKETS, FULL)
    blocks = draft.document.blocks
    assert [each.agency for each in blocks if isinstance(each, Cover)] == [f"สำนักปลัด {nanueng.full_name}"]
    assert "บทนำ" in [each.text for each in blocks if isinstance(each, Heading)]
    table = next(each for each in blocks if isinstance(each, Table) and each.name == "measures")
    assert "ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง" in [column.heading for column in table.columns]
    assert "(๑) " in str(table.rows)
    assert "ตุลาคม ๒๕๖๗" in str(table.rows)
    assert KINDS["analysis"].options.carried_over(draft.choices).heading("owners", "") == words["text__heading-owners"]


@pytest.mark.parametrize("kind", ["measures", "progress", "memo"])
def test_an_empty_plan_says_so_instead_of_bare_headings(nanueng, kind):
    draft = draft_of(KINDS[kind], nanueng, 2568)
    empty = replace(draft, material=replace(draft.material, measures=())).document
    assert not [each for each in empty.blocks if isinstance(each, Table)]
    assert [each.text for each in empty.blocks if isinstance(each, Paragraph)].count(NO_MEASURES) == 1


def test_findings_that_nobody_wrote_are_said_once(nanueng):
    draft = draft_of(KINDS["analysis"], nanueng, 2568)
    subjects = tuple(replace(each, rows=(), texts=type(each.texts)()) for each in draft.material.subjects)
    blocks = replace(draft, material=replace(draft.material, subjects=subjects)).document.blocks
    assert [each.text for each in blocks if isinstance(each, Paragraph)].count("ยังไม่มีข้อค้นพบ") == 1
    assert not [each for each in blocks if isinstance(each, Heading) and each.level > 2]


def test_an_issue_has_one_title_and_an_instrument_one_cell(nanueng):
    document = draft_of(KINDS["analysis"], nanueng, 2568).document
    captions = [each.caption for each in document.blocks if isinstance(each, Table) and each.name == "questions"]
    assert captions
    assert all(len(caption) < 50 for caption in captions)
    assert captions[0].endswith("ประเด็นที่ ๑")
    html = document_html(document, on_screen=False)
    assert [html.count(f'rowspan="{down}">{code}<') for code, down in (("IIT", 5), ("EIT", 3), ("OIT", 2))] == [1, 1, 1]
    assert [each for each in document.blocks if isinstance(each, Chart)]
