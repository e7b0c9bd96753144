"""Which round report and memo print: the newest with accepted reports, or the one that the coordinator chose."""

import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from agencies.models import Change
from assessments.models import Framework
from measures.models import MeasurePlan, MeasureReport, Progress, ReportingRound
from measures.services import ProgressContent, progress_record, round_update
from measures.services.round import RoundContent
from reports.checks.document import checks_of_document
from reports.content.draft import draft_of
from reports.content.kinds import KINDS, build_document
from reports.content.material import results_known_from
from reports.issue.approval import document_submit
from reports.models import IssuedDocument
from reports.options.stored import choices_for, choices_record, stored_choices
from reports.output.formats import document_html
from tests.measures.rounds import accept, give_back, open_round, submit
from tests.reports.chain import hold, speak
from tests.reports.issuing_year import issue, quick_files, structure_of

Status = Progress.Status
SEPTEMBER, DUE = date(2025, 9, 30), date(2025, 10, 15)
SETTINGS = "/nanueng/2568/documents/{}/settings/"


@pytest.fixture
def plan(nanueng):
    return MeasurePlan.objects.get(agency=nanueng)


@pytest.fixture
def half(plan, coordinator):
    """The round of 6 months: one measure done, one begun."""
    opened = open_round(plan)
    first, second, *_ = plan.measures.all()
    for measure, status, outcome in (
        (first, Status.DONE, "จัดทำคู่มือแล้ว 1 เล่ม"),
        (second, Status.IN_PROGRESS, "อยู่ระหว่างจัดทำข้อตกลง"),
    ):
        accept(
            submit(measure, opened, coordinator, status=status, outcome=outcome, result="ตามแผน", note="ตรวจแล้ว"),
            coordinator,
        )
    return opened


@pytest.fixture
def whole(plan, half, coordinator):
    """The round of 12 months: both measures done and told in other words, and one of them reported on once more."""
    opened = open_round(plan, name="รอบ 12 เดือน", ends_on=SEPTEMBER, due_on=DUE)
    first, second, *_ = plan.measures.all()
    for measure, outcome in ((first, "แจกคู่มือครบทุกกอง"), (second, "ลงนามข้อตกลงครบ")):
        sent = submit(
            measure, opened, coordinator, status=Status.DONE, outcome=outcome, reported_on=SEPTEMBER, note="แล้ว"
        )
        accept(sent, coordinator)
    later = ProgressContent(Status.CANCELLED, date(2025, 10, 20), outcome="หลังทุกรอบ", note="ยกเลิก")
    last = second.progress.order_by("-pk")[0]
    progress_record(measure=second, content=later, actor=coordinator, seen=last.pk)
    return opened


@pytest.fixture
def quick(monkeypatch) -> None:
    quick_files(monkeypatch)


def accept_rest(plan, reporting_round: ReportingRound, actor) -> None:
    """Accept a report of every measure that has none in the round, as an issue asks for."""
    plan.measures.get(owners__isnull=True).owners.add(plan.agency.departments.all()[0])
    for measure in plan.measures.exclude(reports__round=reporting_round):
        told = {"status": Status.DONE, "outcome": "มีแนวทาง", "result": "ดำเนินการแล้ว", "evidence": "คำสั่งที่ 1"}
        accept(submit(measure, reporting_round, actor, **told), actor)


def choose(agency, kind: str, reporting_round: ReportingRound | None, **texts: str) -> None:
    options = KINDS[kind].options
    choices = choices_for(agency, options, 2568, structure_of(2568))
    key, name = (str(reporting_round.key), reporting_round.name) if reporting_round else ("", "")
    choices_record(
        agency=agency,
        options=options,
        fiscal_year=2568,
        choices=replace(choices, round_key=key, round_name=name, texts={**choices.texts, **texts}),
        actor=None,
    )


def page(agency, kind: str) -> str:
    return plain(document_html(build_document(KINDS[kind], agency, 2568), on_screen=False))


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html.partition("</head>")[2]).replace("\u200b", "")


def found(agency, kind: str) -> dict[str, str]:
    """Return what the checks say of rounds, by id."""
    checks = [each.check for each in checks_of_document(draft_of(KINDS[kind], agency, 2568))]
    return {check.id: check.message for check in checks if "round" in check.id}


def ticks(agency) -> list[tuple[str, ...]]:
    """Return the first lines of the three status cells of the first two measures."""
    blocks = build_document(KINDS["memo"], agency, 2568).blocks
    table = next(block for block in blocks if getattr(block, "columns", ()) and block.columns[-1].key == "done")
    return [tuple(cell[0] for cell in row.cells[-3:]) for row in table.rows[:2]]


# -- what is printed


def test_a_report_of_six_months_printed_after_twelve_says_what_was_accepted_at_six(whole, half, nanueng):
    choose(nanueng, "progress", half)
    html = page(nanueng, "progress")
    for words in ("จัดทำคู่มือแล้ว ๑ เล่ม", "อยู่ระหว่างจัดทำข้อตกลง", "รอบ ๖ เดือน", "๓๑ มีนาคม ๒๕๖๘"):
        assert words in html
    for later in ("แจกคู่มือครบทุกกอง", "ลงนามข้อตกลงครบ", "หลังทุกรอบ", "๑๒ เดือน", "๓๐ กันยายน ๒๕๖๘"):
        assert later not in html


def test_the_memo_of_six_months_ticks_what_was_accepted_at_six(whole, half, nanueng):
    assert ticks(nanueng) == [("–", "–", "/"), ("–", "–", "/")]
    choose(nanueng, "memo", half)
    assert ticks(nanueng) == [("–", "–", "/"), ("–", "/", "–")]
    html = page(nanueng, "memo")
    assert "ความโปร่งใสภายในหน่วยงาน รอบ ๖ เดือน" in html
    assert "รอบ ๖ เดือน ถึงวันที่ ๓๑ มีนาคม ๒๕๖๘" in html
    assert "๑๒ เดือน" not in html


def test_unless_chosen_otherwise_it_is_the_newest_round(whole, nanueng):
    html = page(nanueng, "progress")
    assert "แจกคู่มือครบทุกกอง" in html
    assert "รอบ ๑๒ เดือน ถึงวันที่ ๓๐ กันยายน ๒๕๖๘" in html
    assert "หลังทุกรอบ" not in html
    assert found(nanueng, "progress") == {}


def test_each_kind_prints_the_round_that_was_chosen_for_it(whole, half, nanueng):
    choose(nanueng, "progress", half)
    assert "จัดทำคู่มือแล้ว" in page(nanueng, "progress")
    assert ticks(nanueng)[1] == ("–", "–", "/")


def test_a_report_of_six_months_quotes_no_result_that_came_later(whole, half, plan, nanueng):
    """The result of the plan's year is known from August; what was known before is no outcome of the plan."""
    plan.assessment = nanueng.assessments.get(framework__fiscal_year=2567)
    plan.save()
    first = plan.measures.all()[0]
    first.indicator = Framework.objects.get(fiscal_year=2567).indicators.get(number=4)
    first.save()
    assert "ได้คะแนน ๖๐.๒๒ (ลดลง ๑๐.๑๔ จากปีงบประมาณ พ.ศ. ๒๕๖๗)" in page(nanueng, "progress")
    choose(nanueng, "progress", half)
    choose(nanueng, "memo", half)
    html = page(nanueng, "progress")
    assert "ได้คะแนน" not in html
    assert "๙๐.๘๓ คะแนน" in page(nanueng, "memo")
    assert results_known_from(2568) == date(2025, 8, 1)


def test_the_command_prints_the_chosen_round(whole, half, nanueng, tmp_path):
    choose(nanueng, "progress", half)
    target = tmp_path / "report.html"
    options = {"agency": "nanueng", "year": 2568, "format": "html", "output": target}
    call_command("render_document", "progress", stdout=StringIO(), **options)
    html = plain(target.read_text(encoding="utf-8"))
    assert "จัดทำคู่มือแล้ว ๑ เล่ม" in html
    assert "แจกคู่มือครบทุกกอง" not in html


def test_what_was_issued_of_a_round_stays_when_another_one_is_chosen(whole, half, plan, nanueng, coordinator, quick):
    accept_rest(plan, half, coordinator)
    choose(nanueng, "progress", half)
    issued = issue(nanueng, coordinator, "progress", on=DUE)
    choose(nanueng, "progress", whole)
    again = IssuedDocument.objects.get(pk=issued.pk)
    assert "รอบ ๖ เดือน" in again.title
    html = plain(bytes(again.files.get(format="html").content).decode())
    assert "จัดทำคู่มือแล้ว ๑ เล่ม" in html
    assert "แจกคู่มือครบทุกกอง" not in html
    assert "แจกคู่มือครบทุกกอง" in page(nanueng, "progress")


def test_the_memo_of_six_months_keeps_the_opinions_that_were_given_on_it(
    whole, half, nanueng, coordinator, executive, officer
):
    hold(nanueng, officer, executive, coordinator)
    remarks = {half: "เห็นควรเร่งรัด", whole: "ขอบคุณทุกกอง"}
    for reporting_round, text in remarks.items():
        choose(nanueng, "memo", reporting_round)
        submission = document_submit(kind=KINDS["memo"], agency=nanueng, fiscal_year=2568, actor=coordinator)
        for position, person in enumerate((officer, executive, coordinator)):
            speak(submission, person, position, text)
    assert remarks[whole] in page(nanueng, "memo")
    assert remarks[half] not in page(nanueng, "memo")
    choose(nanueng, "memo", half)
    assert remarks[half] in page(nanueng, "memo")
    assert remarks[whole] not in page(nanueng, "memo")
    checks = checks_of_document(draft_of(KINDS["memo"], nanueng, 2568))
    assert not [each for each in checks if each.check.id.startswith("opinion")]


# -- where the choice speaks, and where it ends


def test_the_choice_stays_with_its_year(half, nanueng):
    choose(nanueng, "memo", half)
    assert choices_for(nanueng, KINDS["memo"].options, 2568, structure_of(2568)).round_key == str(half.key)
    later = choices_for(nanueng, KINDS["memo"].options, 2569, structure_of(2569))
    assert (later.round_key, later.round_name) == ("", "")


def test_an_older_round_is_named_in_the_checks_but_blocks_nothing(whole, half, nanueng):
    choose(nanueng, "memo", half)
    message = "เอกสารพิมพ์ “รอบ 6 เดือน” ตามที่เลือกไว้ รอบล่าสุดที่ตรวจรับรายงานแล้วคือ “รอบ 12 เดือน”"
    assert found(nanueng, "memo") == {"chosen-round-not-newest": message}
    choose(nanueng, "memo", whole)
    assert found(nanueng, "memo") == {}


def test_a_round_with_nothing_accepted_any_more_gives_way_with_a_warning(whole, half, nanueng, coordinator):
    choose(nanueng, "progress", half)
    for report in MeasureReport.objects.filter(round=half):
        give_back(report, coordinator)
    assert "แจกคู่มือครบทุกกอง" in page(nanueng, "progress")
    assert found(nanueng, "progress") == {
        "chosen-round-missing": (
            "“รอบ 6 เดือน” ที่เลือกไว้ไม่มีรายงานที่ตรวจรับแล้ว เอกสารจึงพิมพ์รายงานของ “รอบ 12 เดือน” แทน กรุณาเลือกรอบที่พิมพ์อีกครั้ง"
        )
    }


def test_a_round_that_is_gone_gives_way_to_the_latest_entries(half, plan, nanueng):
    choose(nanueng, "progress", half)
    MeasureReport.objects.all().delete()
    Progress.objects.update(round=None)
    ReportingRound.objects.all().delete()
    assert "จัดทำคู่มือแล้ว ๑ เล่ม" in page(nanueng, "progress")
    assert "เอกสารจึงพิมพ์รายงานล่าสุดของแต่ละมาตรการ แทน" in found(nanueng, "progress")["chosen-round-missing"]


def test_a_text_that_speaks_of_another_round_is_found(whole, half, nanueng):
    choose(nanueng, "progress", half, closing="จึงรายงานผล รอบ ๑๒เดือน มาเพื่อทราบ")
    assert found(nanueng, "progress")["text-of-another-round"] == (
        "ข้อความท้ายรายงาน: กล่าวถึง “รอบ 12 เดือน” แต่เอกสารพิมพ์ “รอบ 6 เดือน”"
    )
    choose(nanueng, "progress", half, closing="รายงานรอบ 6 เดือน ส่วนรอบ 12 เดือนจะรายงานต่อไป")
    assert "text-of-another-round" not in found(nanueng, "progress")


# -- the settings page


def posted(client, kind: str, **changes: str) -> dict[str, str]:
    form = client.get(SETTINGS.format(kind)).context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form} | {"version": str(form.initial["version"])}
    return data | changes


def test_the_coordinator_chooses_a_round_and_the_history_names_it(whole, half, nanueng, coordinator, as_user):
    client = as_user(coordinator)
    form = client.get(SETTINGS.format("progress")).context["form"]
    assert form.fields["round"].choices == [
        ("", "รอบล่าสุดที่ตรวจรับรายงานแล้ว (ปัจจุบันคือ “รอบ 12 เดือน”)"),
        (str(half.key), "รอบ 6 เดือน (ข้อมูลถึงวันที่ 31 มีนาคม 2568)"),
        (str(whole.key), "รอบ 12 เดือน (ข้อมูลถึงวันที่ 30 กันยายน 2568)"),
    ]
    data = posted(client, "progress", round=str(half.key))
    preview = client.post("/nanueng/2568/documents/progress/preview/", data).content.decode()
    assert "จัดทำคู่มือแล้ว๑เล่ม" in re.sub(r"\s", "", preview)  # in the words of a page, broken where its lines are
    assert "แจกคู่มือครบทุกกอง" in page(nanueng, "progress")  # not saved yet
    assert client.post(SETTINGS.format("progress"), data).status_code == 302
    assert "จัดทำคู่มือแล้ว ๑ เล่ม" in page(nanueng, "progress")
    change = Change.objects.filter(subject="document:progress").first()
    assert "รอบที่รายงาน: รอบ 6 เดือน" in change.new
    assert str(half.key) not in change.new
    response = client.get(SETTINGS.format("progress"))
    assert f'<option value="{half.key}" selected>' in response.content.decode()
    assert "รอบ 6 เดือน ถึงวันที่ 31 มีนาคม 2568" in response.context["form"]["text-measures_intro"].help_text


def test_a_round_renamed_meanwhile_stays_chosen(half, nanueng, coordinator, as_user):
    choose(nanueng, "memo", half)
    content = RoundContent("รอบครึ่งปี", half.ends_on, half.due_on)
    round_update(reporting_round=half, content=content, version=half.version, actor=coordinator)
    assert "รอบครึ่งปี" in page(nanueng, "memo")
    assert found(nanueng, "memo") == {}


def test_a_choice_that_cannot_be_printed_now_is_kept_and_named(whole, half, nanueng, coordinator, as_user):
    choose(nanueng, "memo", half)
    for report in MeasureReport.objects.filter(round=half):
        give_back(report, coordinator)
    client = as_user(coordinator)
    assert "รอบ 6 เดือน (ขณะนี้ไม่มีรายงานที่ตรวจรับแล้ว)" in client.get(SETTINGS.format("memo")).content.decode()
    assert client.post(SETTINGS.format("memo"), posted(client, "memo", digits="arabic")).status_code == 302
    stored = stored_choices(nanueng, "memo", 2568)
    assert (str(stored.round_key), stored.round_name) == (str(half.key), "รอบ 6 เดือน")


@pytest.mark.parametrize("wrong", ["00000000-0000-4000-8000-000000000000", "x"])
def test_a_round_without_accepted_reports_cannot_be_chosen(half, nanueng, coordinator, as_user, wrong: str):
    client = as_user(coordinator)
    response = client.post(SETTINGS.format("memo"), posted(client, "memo", round=wrong))
    assert response.status_code == 422
    assert "รอบที่เลือกไม่มีรายงานที่ตรวจรับแล้ว กรุณาเลือกรอบอื่น" in response.content.decode()
    assert stored_choices(nanueng, "memo", 2568) is None


def test_two_people_who_choose_different_rounds_see_each_others_choice(whole, half, nanueng, coordinator, as_user):
    client = as_user(coordinator)
    mine = posted(client, "memo", round=str(half.key))
    choose(nanueng, "memo", whole)
    response = client.post(SETTINGS.format("memo"), mine)
    assert response.status_code == 409
    assert response.context["form"].theirs["รอบที่พิมพ์"] == "รอบ 12 เดือน"


def test_only_what_reports_progress_asks_for_a_round(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    for kind, asks in {"analysis": False, "measures": False, "progress": True, "memo": True}.items():
        response = client.get(SETTINGS.format(kind))
        assert ("round" in response.context["form"].fields) is asks
        assert ("เมื่อตรวจรับรายงานในรอบการรายงานแล้ว" in response.content.decode()) is asks
