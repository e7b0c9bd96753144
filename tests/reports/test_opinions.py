"""The executives' opinions on a memo: in turn, in the portal or from paper, printed on what they were given on."""

import re
from datetime import date

import pytest

from agencies.models import Change
from agencies.written_once import WrittenOnceError
from reports.checks.document import checks_of_document
from reports.content.draft import draft_of
from reports.content.kinds import KINDS, build_document
from reports.content.opinions import unsigned
from reports.issue.approval import GivenOpinion, NothingToDecide, current_submission, document_submit, opinion_give
from reports.models import Opinion, Submission
from reports.output.formats import document_html

MEMO = KINDS["memo"]
PAGE = "/nanueng/2568/documents/memo/opinions/"
TODAY = date(2025, 10, 1)
CHAIN = ["ความเห็นของหัวหน้าสำนักปลัด", "ความเห็นของปลัดองค์การบริหารส่วนตำบลนาหนึ่ง", "คำสั่งนายกองค์การบริหารส่วนตำบลนาหนึ่ง"]


@pytest.fixture
def submission(nanueng, coordinator) -> Submission:
    return document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)


def give(submission, actor, position, *, approves=True, text="", is_on_paper=False):
    return opinion_give(
        submission=submission,
        given=GivenOpinion(position, approves=approves, text=text, on=TODAY, is_on_paper=is_on_paper),
        actor=actor,
    )


def printed(agency) -> str:
    return re.sub(r"<[^>]+>|\u200b", "", document_html(build_document(MEMO, agency, 2568), on_screen=False))


def ids(agency) -> set[str]:
    return {each.check.id for each in checks_of_document(draft_of(MEMO, agency, 2568))}


def test_a_memo_goes_through_the_chain_and_prints_what_was_said(nanueng, coordinator, executive, submission):
    assert submission.chain == CHAIN
    assert submission.next_heading == CHAIN[0]
    assert "opinion-missing" in ids(nanueng)
    give(submission, executive, 0, text="เห็นควรเสนอปลัด")
    give(submission, coordinator, 1, text="เพื่อโปรดพิจารณา", is_on_paper=True)
    give(submission, executive, 2, text="ทราบ ดำเนินการ 2 เรื่องต่อไป")
    current = current_submission(nanueng, "memo", 2568)
    assert (current.state, current.next_heading) == (Submission.State.APPROVED, "")
    text = printed(nanueng)
    places = [text.index(words) for words in ("เห็นชอบ เห็นควรเสนอปลัด", "เห็นชอบ เพื่อโปรดพิจารณา", "ดำเนินการ ๒ เรื่องต่อไป")]
    assert places == sorted(places)
    assert not {"opinion-missing", "opinion-returned", "opinion-of-other-words"} & ids(nanueng)
    labels = Change.objects.filter(subject="document:memo").values_list("label", flat=True)
    assert any("บันทึกจากเอกสาร" in label for label in labels)
    assert sum(label.startswith(("ความเห็น", "คำสั่ง")) for label in labels) == 3


def test_a_return_closes_the_matter_and_nothing_of_it_is_printed(nanueng, executive, coordinator, submission):
    give(submission, executive, 0, text="เห็นควรเสนอปลัด")
    give(submission, executive, 1, approves=False, text="ขอให้เพิ่มหลักฐาน")
    assert current_submission(nanueng, "memo", 2568).state == Submission.State.RETURNED
    assert "เห็นควรเสนอปลัด" not in printed(nanueng)
    assert "opinion-returned" in ids(nanueng)
    again = document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
    assert again.pk != submission.pk
    assert again.next_heading == CHAIN[0]


def test_opinions_are_not_printed_on_other_words(nanueng, executive, submission):
    give(submission, executive, 0, text="เห็นควรเสนอปลัด")
    assert "เห็นควรเสนอปลัด" in printed(nanueng)
    nanueng.plans.get().measures.first().steps.first().delete()
    assert "เห็นควรเสนอปลัด" not in printed(nanueng)
    assert "opinion-of-other-words" in ids(nanueng)


def test_number_and_date_do_not_make_other_words_of_a_memo(nanueng):
    document = build_document(MEMO, nanueng, 2568)
    head = next(block for block in unsigned(document).blocks if hasattr(block, "addressee"))
    assert (head.number, head.date) == ("", "")


def test_each_speaks_in_turn_and_once(nanueng, executive, coordinator, submission):
    give(submission, executive, 0)
    for position in (0, 2):
        with pytest.raises(NothingToDecide):
            give(submission, coordinator, position)
    assert Opinion.objects.count() == 1
    with pytest.raises(WrittenOnceError):
        Opinion.objects.get().delete()
    assert document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator) == submission


def test_the_pages_lead_from_submitting_to_the_last_opinion(nanueng, coordinator, executive, as_user):
    mine, theirs = as_user(coordinator), as_user(executive)
    assert "ยังไม่ได้เสนอผู้บริหาร" in mine.get(PAGE).content.decode()
    assert mine.post(f"{PAGE}submit/").headers["Location"] == PAGE
    refused = theirs.post(PAGE, {"position": 0, "decision": "return", "text": "", "on": "32 ม.ค. 2569"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "กรุณาระบุสิ่งที่ต้องแก้ไข" in page
    assert "32 ม.ค. 2569" in page
    for position in range(3):
        answer = {"position": position, "decision": "approve", "text": f"ข้อความที่ {position}", "on": "1 ต.ค. 2568"}
        assert theirs.post(PAGE, answer).status_code == 302
    late = theirs.post(PAGE, {"position": 2, "decision": "approve", "text": "ช้าไป", "on": "1 ต.ค. 2568"})
    assert late.status_code == 409
    assert "เห็นชอบครบทุกลำดับ" in mine.get(PAGE).content.decode()
    assert mine.post(f"{PAGE}take-back/").status_code == 302
    assert current_submission(nanueng, "memo", 2568).state == Submission.State.APPROVED


def test_the_overview_tells_executives_what_waits_for_them(nanueng, executive, reader, as_user, submission):
    link = "/nanueng/2568/documents/memo/opinions/"
    page = as_user(executive).get("/nanueng/2568/").content.decode()
    assert CHAIN[0] in page
    assert link in page.partition("รอท่านดำเนินการ")[2]
    # Others see on the board for whom it waits; nothing asks them for an opinion.
    assert "รอท่านดำเนินการ" not in as_user(reader).get("/nanueng/2568/").content.decode()


def test_the_coordinator_takes_a_memo_back(nanueng, coordinator, as_user, submission):
    assert as_user(coordinator).post(f"{PAGE}take-back/").status_code == 302
    assert current_submission(nanueng, "memo", 2568).state == Submission.State.WITHDRAWN


def test_who_only_reads_gives_no_opinion(nanueng, reader, officer, as_user, submission):
    for person in (reader, officer):
        assert as_user(person).get(PAGE).status_code == 200
        assert (
            as_user(person).post(PAGE, {"position": 0, "decision": "approve", "on": "1 ต.ค. 2568"}).status_code == 403
        )
    assert as_user(reader).get("/nanueng/2568/documents/analysis/opinions/").status_code == 404
