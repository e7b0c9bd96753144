"""Who is told of what, and in which words."""

import pytest

from agencies.rules.event_words import TEMPLATES, words_of
from agencies.rules.events import AUDIENCES, SETTLES, Concerned, EventGroup, EventKind, MemberAtHand, group_of, told_of

Kind = EventKind
FINANCE, WORKS = 7, 8
PEOPLE = {
    "coordinator": MemberAtHand(1, "coordinator"),
    "other coordinator": MemberAtHand(2, "coordinator"),
    "finance": MemberAtHand(3, "officer", FINANCE),
    "works": MemberAtHand(4, "officer", WORKS),
    "clerk": MemberAtHand(5, "executive"),
    "mayor": MemberAtHand(6, "executive"),
    "auditor": MemberAtHand(9, "reader", FINANCE),
}
NAMES = {member.user: name for name, member in PEOPLE.items()}
OF_FINANCE = Concerned(frozenset({FINANCE}))
NOBODY_BY_ITSELF = Concerned()


def told(kind: EventKind, actor: str, concerned: Concerned = NOBODY_BY_ITSELF) -> dict[str, bool]:
    """Return who is told, and whether it waits for them."""
    found = told_of(kind, PEOPLE.values(), concerned, PEOPLE[actor].user)
    assert len({each.user for each in found}) == len(found)
    return {NAMES[each.user]: each.waits for each in found}


@pytest.mark.parametrize(
    ("kind", "actor", "concerned", "expected"),
    [
        (Kind.ROUND_OPENED, "coordinator", OF_FINANCE, {"other coordinator": False, "finance": False}),
        (Kind.REPORT_SENT, "finance", OF_FINANCE, {"coordinator": True, "other coordinator": True}),
        (Kind.REPORT_SENT, "coordinator", OF_FINANCE, {"other coordinator": True}),
        (Kind.REPORT_RETURNED, "coordinator", OF_FINANCE, {"finance": True}),
        # Who wrote it has to know, from whatever department.
        (Kind.REPORT_RETURNED, "coordinator", Concerned(frozenset({FINANCE}), frozenset({4})),
         {"finance": True, "works": True}),
        (Kind.REPORT_ACCEPTED, "coordinator", OF_FINANCE, {"finance": False}),
        (Kind.DOCUMENT_SUBMITTED, "coordinator", Concerned(),
         {"other coordinator": False, "clerk": True, "mayor": True}),
        # The chain names whose turn it is: the matter waits for that person alone.
        (Kind.DOCUMENT_SUBMITTED, "coordinator", Concerned(users=frozenset({5})),
         {"other coordinator": False, "clerk": True, "mayor": False}),
        (Kind.OPINION_GIVEN, "clerk", Concerned(users=frozenset({6})),
         {"coordinator": False, "other coordinator": False, "mayor": True}),
        (Kind.DOCUMENT_RETURNED, "mayor", Concerned(),
         {"coordinator": True, "other coordinator": True, "clerk": False}),
        (Kind.DOCUMENT_ISSUED, "coordinator", Concerned(),
         {"other coordinator": False, "clerk": False, "mayor": False}),
        (Kind.ROLE_CHANGED, "coordinator", Concerned(users=frozenset({9})), {"auditor": False}),
        (Kind.MENTIONED, "finance", Concerned(users=frozenset({9, 3})), {"auditor": False}),
        (Kind.MENTIONED, "finance", Concerned(users=frozenset({77})), {}),  # nobody of the agency
    ],
)  # fmt: skip
def test_who_has_to_know_is_told_and_nobody_else(kind, actor, concerned, expected):
    assert told(kind, actor, concerned) == expected


@pytest.mark.parametrize("kind", Kind)
def test_nobody_is_told_what_they_did_themselves(kind):
    everybody = Concerned(frozenset({FINANCE, WORKS}), frozenset(NAMES))
    for name in PEOPLE:
        assert name not in told(kind, name, everybody)


def test_every_kind_has_its_words_and_its_people():
    assert set(TEMPLATES) == set(AUDIENCES) == set(Kind)
    assert {kind for kinds in SETTLES.values() for kind in kinds} | set(SETTLES) <= set(Kind)


def test_what_waits_for_somebody_is_settled_by_something():
    """Else it would wait for ever."""
    waiting = {kind for kind, each in AUDIENCES.items() if each.waiting_roles or each.departments_act or each.named_act}
    assert waiting <= {kind for kinds in SETTLES.values() for kind in kinds}


def test_the_words_quote_what_was_typed_on_one_line():
    words = words_of(Kind.REPORT_RETURNED, thing="อบรม\n  จริยธรรม", within="รอบ 6 เดือน", actor="ก", text="แนบภาพ")
    assert words.sentence == "ผู้ประสานงาน ITA ส่งกลับรายงาน “รอบ 6 เดือน” ของมาตรการ “อบรม จริยธรรม” กรุณาแก้ไขแล้วส่งอีกครั้ง"
    assert words.remark == "เหตุผล: แนบภาพ"


@pytest.mark.parametrize("kind", Kind)
def test_braces_in_a_title_are_only_letters(kind):
    assert "{" not in words_of(kind, thing="ก", within="ข", actor="ค", text="").sentence
    assert words_of(kind, thing="{actor}", within="{0}", actor="{x}", text="")


@pytest.mark.parametrize(
    ("kind", "waits", "group"),
    [
        (Kind.DEADLINES_NEAR, False, EventGroup.DEADLINES),
        (Kind.MENTIONED, False, EventGroup.CONVERSATION),
        (Kind.REPORT_RETURNED, True, EventGroup.WAITING),
        (Kind.DOCUMENT_RETURNED, False, EventGroup.NEWS),
    ],
)
def test_a_letter_is_chosen_by_what_is_asked_of_the_reader(kind, waits, group):
    assert group_of(kind, waits=waits) == group
