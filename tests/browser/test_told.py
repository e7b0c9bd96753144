"""A returned report and a returned memo, from the first act to the last: inbox and letter say to each what to do.

Between the steps board, tracking, round and paper are read as pages and have to tell the same.
"""

import json
import re
from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.models import User
from measures.letters import digests_of
from measures.models import Measure, MeasurePlan, Progress, ReportingRound
from reports.content.kinds import KINDS
from reports.content.opinions import GIVEN_IN_PORTAL
from reports.issue.approval import document_submit
from tests.browser.waiting import follow
from tests.measures.rounds import open_round, round_address
from tests.reports.chain import hold

MEMO = "/nanueng/2568/documents/memo/"
OUTCOME = "จัดทำคู่มือและเผยแพร่แล้ว"
MENDED = "แนบภาพกิจกรรมแล้ว"


@pytest.fixture
def mayor(nanueng, member) -> User:
    return member(nanueng, "executive", "mayor")


@pytest.fixture
def head(nanueng, member) -> User:
    """The first of the chain, who is an officer of another department."""
    return member(nanueng, "officer", "head")


@pytest.fixture(autouse=True)
def reachable(coordinator, officer, executive, mayor, head) -> None:
    for person in (coordinator, officer, executive, mayor, head):
        person.email = f"{person.username}@example.go.th"
        person.save()


def learn(page: Page, person: User, action: str, said: str) -> None:
    """See that the letter of the day says it too, then go from signing in to what waits: by two clicks."""
    letter = {user.pk: digest for user, digest in digests_of(timezone.localdate())}[person.pk]
    items = [item for item in letter.news if item.action == action and said in f"{item.sentence} {item.remark}"]
    assert len(items) == 1, [(item.action, item.sentence, item.remark) for item in letter.news]
    page.goto("/")
    follow(page.locator(".bar-inbox"))
    entry = page.locator(".notice-entry.notice-unread", has_text=said).filter(has_text=action).first
    expect(entry.get_by_text(items[0].sentence)).to_be_visible()
    follow(entry.get_by_role("button", name=re.compile(f"^{action}")))
    expect(page).to_have_url(re.compile(re.escape(items[0].path.partition("#")[0])))


@dataclass(frozen=True)
class PagesTold:
    """What the pages say of a measure: the board of its round, tracking, the round itself, and the paper."""

    board: str
    tracking: str
    round: str
    is_on_paper: bool


def told_of(client: Client, measure: Measure, current: ReportingRound) -> PagesTold:
    tracking = client.get("/nanueng/2568/measures/tracking/").content.decode()
    page = client.get(round_address(current)).content.decode()
    paper = client.get("/nanueng/2568/documents/progress/").content.decode()
    return PagesTold(
        board=task_of(f"round:{current.key}")["reason"].partition(" · ")[2],
        tracking=_words(_part(tracking, f'id="row-{measure.key}"', 'data-column="สถานะ">', "</td>")),
        round=_words(_part(page, f'id="report-{measure.key}"', '<p class="round-line">', "</span>")),
        is_on_paper=OUTCOME in paper,
    )


def task_of(name: str) -> dict[str, str]:
    """Return a task of the board."""
    printed = StringIO()
    call_command("show_cycle", agency="nanueng", year=2568, format="json", stdout=printed)
    tasks = json.loads(printed.getvalue())
    return next(each for each in [*tasks["tasks"], *tasks["left_over"]] if each["id"] == name)


def _part(page: str, *begins: str) -> str:
    *starts, end = begins
    for start in starts:
        page = page.partition(start)[2]
    return page.partition(end)[0]


def _words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_a_returned_report_is_mended_sent_again_and_accepted(open_page, nanueng, coordinator, officer, as_user):
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    department = officer.memberships.get().department
    measure = next(each for each in plan.measures.with_owners() if each.lead == department)
    Progress.objects.filter(measure__plan=plan).delete()
    current, client = open_round(plan, coordinator), as_user(coordinator)
    nothing = PagesTold("", "ยังไม่มีรายงาน", "ยังไม่รายงาน", is_on_paper=False)
    assert told_of(client, measure, current) == nothing

    office = open_page(officer)
    learn(office, officer, "ดูรอบการรายงาน", current.name)
    follow(office.get_by_role("link", name=measure.title).first)
    office.get_by_role("radio", name="อยู่ระหว่างดำเนินการ").check()
    office.get_by_label("ผลลัพธ์หรือผลสัมฤทธิ์").fill(OUTCOME)
    follow(office.get_by_role("button", name="ส่งรายงาน"))
    sent = PagesTold("รอตรวจรับ 1", "ยังไม่มีรายงานที่ตรวจรับ รอตรวจ: อยู่ระหว่างดำเนินการ", "ส่งแล้ว รอตรวจ", is_on_paper=False)
    assert told_of(client, measure, current) == sent

    desk = open_page(coordinator)
    learn(desk, coordinator, "ตรวจรายงาน", measure.title)
    row = desk.locator(f"#report-{measure.key}")
    row.locator("summary", has_text="ส่งกลับให้แก้ไข").click()
    row.get_by_label("สิ่งที่ต้องแก้ไข").fill("กรุณาแนบภาพถ่าย")
    follow(row.get_by_role("button", name=re.compile("^ส่งกลับ")))
    returned = PagesTold(
        "ส่งกลับให้แก้ไข 1", "ยังไม่มีรายงานที่ตรวจรับ ส่งกลับ: อยู่ระหว่างดำเนินการ", "ส่งกลับให้แก้ไข", is_on_paper=False
    )
    assert _without_lateness(told_of(client, measure, current)) == returned

    learn(office, officer, "แก้ไขรายงาน", "กรุณาแนบภาพถ่าย")
    expect(office.get_by_label("ผลลัพธ์หรือผลสัมฤทธิ์")).to_have_value(OUTCOME)
    office.get_by_label("สรุปผลการดำเนินการ").fill(MENDED)
    follow(office.get_by_role("button", name="ส่งรายงาน"))
    assert told_of(client, measure, current) == sent

    learn(desk, coordinator, "ตรวจรายงาน", measure.title)
    row = desk.locator(f"#report-{measure.key}")
    expect(row.get_by_text(MENDED)).to_be_visible()
    follow(row.get_by_role("button", name=re.compile("^ตรวจรับ")))
    accepted = PagesTold("", "อยู่ระหว่างดำเนินการ", "ตรวจรับแล้ว", is_on_paper=True)
    assert told_of(client, measure, current) == accepted
    assert "ตรวจรับแล้ว 1 จาก" in task_of(f"round:{current.key}")["reason"]
    learn(office, officer, "ดูรายงาน", measure.title)


def _without_lateness(told: PagesTold) -> PagesTold:
    """Leave aside the days that a round of long ago is late by."""
    return PagesTold(told.board, told.tracking, told.round.partition(" เกินกำหนด")[0], told.is_on_paper)


def paper_of(client: Client) -> tuple[str, ...]:
    """Return the opinions that the memo prints, as far as they were given in the portal."""
    page = client.get(MEMO).content.decode()
    return tuple(text for text in ("เห็นควรเสนอ", "ขอข้อมูลเพิ่ม", "ครบถ้วน", "ให้ดำเนินการ") if text in page)


def speak(page: Page, choice: str, text: str) -> None:
    page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_label("ข้อความ").fill(text)
    follow(page.get_by_role("button", name="บันทึกความเห็น"))
    expect(page.locator(".opinions").get_by_text(f"{choice} {text}")).to_be_visible()


def test_a_returned_memo_is_mended_put_before_again_and_approved(
    open_page, nanueng, coordinator, officer, executive, mayor, head, as_user
):
    hold(nanueng, head, executive, mayor)
    client = as_user(coordinator)
    document_submit(kind=KINDS["memo"], agency=nanueng, fiscal_year=2568, actor=coordinator)
    assert "รอความเห็น" in task_of("document:memo")["reason"]

    first = open_page(head)
    learn(first, head, "อ่านและให้ความเห็น", "รายงานผล")
    speak(first, "เห็นชอบ", "เห็นควรเสนอ")
    assert paper_of(client) == ("เห็นควรเสนอ",)

    second = open_page(executive)
    learn(second, executive, "อ่านและให้ความเห็น", "เห็นควรเสนอ")
    speak(second, "ส่งกลับให้แก้ไข", "ขอข้อมูลเพิ่ม")
    assert "ส่งกลับ" in task_of("document:memo")["reason"]
    assert paper_of(client) == ()

    desk = open_page(coordinator)
    learn(desk, coordinator, "ดูความเห็นและแก้ไข", "ขอข้อมูลเพิ่ม")
    expect(desk.locator(".opinions").get_by_text("ขอข้อมูลเพิ่ม")).to_be_visible()
    desk.goto(f"{MEMO}settings/")
    desk.get_by_label("เรื่อง", exact=True).fill("ขอรายงานผลและข้อมูลเพิ่มเติม")
    follow(desk.get_by_role("button", name="บันทึก", exact=False).first)
    desk.goto(f"{MEMO}opinions/")
    follow(desk.get_by_role("button", name="เสนอผู้บริหารอีกครั้ง"))
    assert "รอความเห็น" in task_of("document:memo")["reason"]
    assert "ขอรายงานผลและข้อมูลเพิ่มเติม" in client.get(MEMO).content.decode()

    last = open_page(mayor)
    for page, person, choice, text in (
        (first, head, "เห็นชอบ", "เห็นควรเสนอ"),
        (second, executive, "เห็นชอบ", "ครบถ้วน"),
        (last, mayor, "อนุมัติ", "ให้ดำเนินการ"),
    ):
        learn(page, person, "อ่านและให้ความเห็น", "บันทึกข้อความ")
        speak(page, choice, text)
    learn(desk, coordinator, "ดูความเห็นและออกเอกสาร", "ให้ดำเนินการ")
    assert paper_of(client) == ("เห็นควรเสนอ", "ครบถ้วน", "ให้ดำเนินการ")
    printed = client.get(MEMO).content.decode()
    assert len(re.findall(re.escape(GIVEN_IN_PORTAL.partition(" {}")[0]), printed)) == 3
    assert "ส่งกลับ" not in task_of("document:memo")["reason"]
