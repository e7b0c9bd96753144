"""Pages of daily work as they are once people have filled them, on a desk and on a phone: nothing sticks out, axe is
silent.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Agency, Membership
from agencies.services import ConversationTopic, InvitationContent, invitation_create, message_send
from measures.models import Measure, MeasurePlan
from measures.services import PartContent, content_of, measure_update, part_save
from tests.browser.accessibility import assert_sound_on_both, faults
from tests.browser.waiting import follow
from tests.measures.rounds import open_round
from tests.reports.chain import act, hold

LONG = "ประชุมชี้แจงแนวทางการดำเนินงานและแต่งตั้งคณะทำงานส่งเสริมคุณธรรมและความโปร่งใส"


@pytest.fixture
def shared(nanueng, coordinator) -> Measure:
    """A measure with a lead, a department that supports it, and steps with owners and days."""
    measure = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568).measures.with_details().first()
    owners = tuple(nanueng.departments.get(name=name) for name in ("กองคลัง", "กองช่าง"))
    steps = (LONG, f"{LONG} (กองช่าง ภายใน 31 ม.ค. 2568)", "เผยแพร่ (ภายใน 30 ก.ย. 2568)")
    content = replace(content_of(measure), steps=steps, owners=owners, owner_details=())
    return measure_update(measure=measure, content=content, version=measure.version, actor=coordinator)


@pytest.fixture
def supporter(nanueng, member):
    person = member(nanueng, "officer", "roads")
    person.memberships.update(department=nanueng.departments.get(name="กองช่าง"))
    return person


def fill(agency: Agency, measure: Measure, coordinator, supporter, executive) -> str:
    """Let people do what fills the pages, and return the address of the report that they work on."""
    current = open_round(measure.plan, coordinator)
    department = supporter.memberships.get().department
    part = PartContent("สำรวจจุดเสี่ยงแล้ว 12 แห่ง", "https://www.example.go.th/a/very/long/address/of/evidence.pdf")
    about = {"measure": measure, "reporting_round": current, "department": department}
    part_save(**about, content=part, version=0, actor=supporter)
    positions = hold(agency, None, executive, None)
    today = timezone.localdate()
    act(positions[2], executive, today, today + timedelta(days=30))
    topic = ConversationTopic(agency, 2568, f"measure:{measure.key}", measure.title, "/nanueng/")
    message_send(topic=topic, text="กรุณาแนบภาพถ่าย", mentioned=[supporter], actor=coordinator)
    message_send(topic=topic, text=LONG, mentioned=[], actor=supporter)
    for name, role in (("สมหญิง ใจดี", Membership.Role.OFFICER), ("สมชาย", Membership.Role.READER)):
        invited = InvitationContent(name, role, email=f"{role}@example.go.th")
        invitation_create(agency=agency, content=invited, actor=coordinator)
    return f"/nanueng/2568/measures/rounds/{current.key}/{measure.key}/"


def test_filled_pages_are_accessible_and_fit(open_page, nanueng, shared, coordinator, supporter, executive):
    report = fill(nanueng, shared, coordinator, supporter, executive)
    desk = open_page(coordinator)
    found = {}
    for path in (
        "/nanueng/settings/positions/",
        "/nanueng/people/",
        f"/nanueng/2568/measures/{shared.key}/",
        f"/nanueng/2568/measures/{shared.key}/progress/",
        "/nanueng/2568/measures/tracking/",
        "/nanueng/2568/measures/tracking/timeline/",
        report,
        report.removesuffix(f"{shared.key}/"),
    ):
        desk.goto(path)
        found[path] = faults(desk)
    assert {path: each for path, each in found.items() if each} == {}
    desk.goto("/reminders/calendar/")
    follow(desk.get_by_role("button", name="สร้างลิงก์"))
    assert_sound_on_both(desk)
    office = open_page(supporter)
    for path in (report, "/account/inbox/", "/reminders/"):
        office.goto(path)
        assert_sound_on_both(office)
