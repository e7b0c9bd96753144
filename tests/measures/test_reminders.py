"""Of what people are reminded: which deadlines on which day, whose, and in which words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.reminders import (
    Digest,
    Duty,
    DutyKind,
    Responsibility,
    days_at_hand,
    days_spoken_of,
    digest_of,
    duties_of,
)

TODAY = date(2025, 4, 22)


def duty(kind=DutyKind.MEASURE, *, days=7, departments=("กองคลัง",), title="จัดทำคู่มือ", agency="nanueng", **more) -> Duty:
    known = {"agency_name": "อบต.นาหนึ่ง", "fiscal_year": 2568, "path": "/form/"}
    due = TODAY + timedelta(days=days)
    return Duty(kind=kind, agency=agency, title=title, due=due, departments=departments, **(known | more))


def report(**more) -> Duty:
    return duty(DutyKind.REPORT, **({"round_name": "รอบ 6 เดือน", "round_path": "/round/"} | more))


FINANCE = Responsibility("nanueng", frozenset({"กองคลัง"}))
COORDINATOR = Responsibility("nanueng", frozenset({""}), is_coordinator=True)


@pytest.mark.parametrize(
    ("days", "is_spoken_of"),
    [
        (31, False), (30, True), (29, False), (8, False), (7, True), (6, False), (2, False), (1, True), (0, False),
        (-1, False), (-6, False), (-7, True), (-8, False), (-14, True), (-364, True), (-371, False),
    ],
)  # fmt: skip
def test_letters_come_30_7_and_1_days_before_and_weekly_for_a_year_after(days: int, is_spoken_of: bool):
    assert (TODAY + timedelta(days=days) in days_spoken_of(TODAY)) is is_spoken_of
    assert (digest_of([FINANCE], [duty(days=days)], TODAY) is not None) is is_spoken_of


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_each_deadline_has_the_same_letters_on_whatever_day_it_falls(due: date):
    days = [due + timedelta(days=shift) for shift in range(-40, 400)]
    told = [(day - due).days for day in days if due in days_spoken_of(day)]
    assert told == [-30, -7, -1, *range(7, 365, 7)]


def test_pages_speak_of_every_deadline_between_the_first_letter_and_the_last():
    at_hand = {(day - TODAY).days for day in days_at_hand(TODAY)}
    assert at_hand == set(range(-364, 31))
    assert days_spoken_of(TODAY) < days_at_hand(TODAY)


@pytest.mark.parametrize(
    ("part", "departments", "days", "is_told"),
    [
        (FINANCE, ("กองคลัง",), 7, True),
        (FINANCE, ("กองช่าง", "กองคลัง"), 7, True),
        (FINANCE, ("กองช่าง",), 7, False),
        (FINANCE, ("กองช่าง",), -7, False),
        (FINANCE, (), -7, False),
        (COORDINATOR, (), 7, True),
        (COORDINATOR, ("กองช่าง",), 7, False),
        (COORDINATOR, ("กองช่าง",), -7, True),
        (Responsibility("nanueng", frozenset()), (), -7, False),
        (Responsibility("nahom", frozenset({"กองคลัง", ""}), is_coordinator=True), ("กองคลัง",), -7, False),
    ],
)
def test_people_are_told_of_their_own_and_coordinators_of_all_that_is_overdue(part, departments, days, is_told):
    for kind in (DutyKind.MEASURE, DutyKind.REPORT):
        assert bool(duties_of([part], [duty(kind, departments=departments, days=days)], TODAY)) is is_told


def test_nobody_is_told_twice_of_one_thing():
    both = Responsibility("nanueng", frozenset({"กองคลัง", ""}), is_coordinator=True)
    assert len(duties_of([both], [duty(days=-7), report(days=-7)], TODAY)) == 2


def test_reports_that_departments_owe_are_one_thing_for_the_coordinator():
    owed = [
        report(days=-7, departments=("กองคลัง",), note="ส่งกลับ"),
        report(days=-7, departments=("กองคลัง", "กองช่าง"), title="อื่น"),
        report(days=-7, departments=()),
        report(days=-14, departments=("กองช่าง",), round_name="รอบพิเศษ", round_path="/other/"),
    ]
    found = duties_of([COORDINATOR], owed, TODAY)
    assert [(each.kind.name, each.line, each.path) for each in found] == [
        ("REPORT", "รอบ 6 เดือน: จัดทำคู่มือ", "/form/"),
        ("CHASE", "รอบพิเศษ: กองช่าง 1 มาตรการ", "/other/"),
        ("CHASE", "รอบ 6 เดือน: กองคลัง 2 มาตรการ กองช่าง 1 มาตรการ", "/round/"),
    ]
    assert {each.note for each in found} == {""}


def test_a_digest_is_grouped_by_agency_plan_and_kind_and_numbered_throughout():
    other = Responsibility("nahom", frozenset({"กองคลัง"}))
    duties = [
        duty(days=-7, title="ข", fiscal_year=2567),
        duty(days=7, title="ก"),
        duty(days=-7, title="ค"),
        report(days=30),
        duty(days=1, agency="nahom", agency_name="ทต.นาหอม"),
    ]
    digest = digest_of([FINANCE, other], duties, TODAY)
    assert digest is not None
    told = [
        (plan.agency_name, plan.fiscal_year, section.heading, [(number, each.title) for number, each in section.duties])
        for plan in digest.plans
        for section in plan.sections
    ]
    assert told == [
        ("ทต.นาหอม", 2568, "มาตรการที่ยังไม่แล้วเสร็จ", [(1, "จัดทำคู่มือ")]),
        ("อบต.นาหนึ่ง", 2567, "มาตรการที่ยังไม่แล้วเสร็จ", [(2, "ข")]),
        ("อบต.นาหนึ่ง", 2568, "รายงานที่ยังไม่ได้ส่ง", [(3, "จัดทำคู่มือ")]),
        ("อบต.นาหนึ่ง", 2568, "มาตรการที่ยังไม่แล้วเสร็จ", [(4, "ค"), (5, "ก")]),
    ]
    assert digest.subject == "แจ้งเตือนงาน ITA 5 รายการ (เกินกำหนด 2 รายการ)"


def test_two_agencies_of_one_name_are_kept_apart():
    twins = [duty(agency="a", agency_name="ทต.บ้านใหม่"), duty(agency="b", agency_name="ทต.บ้านใหม่")]
    parts = [Responsibility(slug, frozenset({"กองคลัง"})) for slug in ("a", "b")]
    digest = digest_of(parts, twins, TODAY)
    assert digest is not None
    assert len(digest.plans) == 2


def test_a_title_cannot_begin_a_line_or_reach_the_subject():
    digest = Digest(TODAY, (duty(title="จัดทำ\r\nBcc: a@example.org\n\nคู่มือ"),))
    assert digest.duties[0].line == "จัดทำ Bcc: a@example.org คู่มือ"
    assert digest.subject == "แจ้งเตือนงาน ITA 1 รายการ"
