"""The opinions of positions on a memo: in turn, taken back, and printed on what they were given on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Change
from agencies.rules.holdings import Capacity
from agencies.services import position_update
from agencies.services.positions import PositionContent, position_content_of
from agencies.written_once import WrittenOnceError
from ita_portal.text.thai import long_date, thai_digits
from reports.content.draft import draft_of
from reports.content.kinds import build_document
from reports.content.opinions import unsigned
from reports.issue.approval import (
    NothingToDecide,
    NotSpeaking,
    current_submission,
    document_submit,
    opinion_take_back,
    submission_withdraw,
)
from reports.models import Opinion, Submission
from reports.paper.opinion_words import OpinionChoice
from tests.portal.forms import fields_of, opened
from tests.reports.chain import RETURNED, act, speak
from tests.reports.memo_opinions import CHAIN, HEAD, MEMO, PAGE, answer, ids, printed

# -- the chain


def test_a_memo_goes_through_the_chain_and_prints_who_said_what(nanueng, leader, executive, mayor, submission):
    assert submission.chain == CHAIN
    assert submission.next_heading == CHAIN[0]
    assert "opinion-missing" in ids(nanueng)
    speak(submission, leader, 0, "เห็นควรเสนอปลัด")
    speak(submission, executive, 1, choice=OpinionChoice.ACKNOWLEDGED)
    speak(submission, mayor, 2, "ดำเนินการ 2 เรื่องต่อไป", OpinionChoice.APPROVED)
    current = current_submission(nanueng, "memo", 2568)
    assert (current.state, current.next_heading) == (Submission.State.APPROVED, "")
    text = printed(nanueng)
    said = ("เห็นชอบ เห็นควรเสนอปลัด", str(leader), "ทราบ", str(executive), "อนุมัติ ดำเนินการ ๒ เรื่องต่อไป", str(mayor))
    end = text.index(CHAIN[0])
    places = [text.index(words, end) for words in said]
    assert places == sorted(places)
    assert text.count(f"(ให้ความเห็นผ่านระบบ เมื่อ {thai_digits(long_date(timezone.localdate()))})") == 3
    assert not {"opinion-missing", "opinion-returned", "opinion-of-other-words"} & ids(nanueng)
    labels = Change.objects.filter(subject="document:memo").values_list("label", flat=True)
    assert sum(label.startswith(("ความเห็น", "คำสั่ง")) for label in labels) == 3


def test_one_executive_cannot_give_the_opinions_of_three(nanueng, executive, coordinator, submission):
    """The case one-signs-for-all: the page takes no day, and the person speaks for no position but the own."""
    for number in (0, 2):
        with pytest.raises((NotSpeaking, NothingToDecide)):
            speak(submission, executive, number)
    assert not Opinion.objects.exists()
    with pytest.raises(NotSpeaking):
        speak(submission, coordinator, 0)


def test_every_opinion_is_tried_by_every_person(
    nanueng, leader, executive, mayor, coordinator, officer, reader, overseer, administrator, as_user, submission
):
    turns = [leader, executive, mayor]
    everybody = [*turns, coordinator, officer, reader, overseer, administrator]
    for number, whose in enumerate(turns):
        for person in everybody:
            if person != whose:
                wanted = 403 if person not in turns or number == len(Opinion.objects.all()) else 409
                assert as_user(person).post(PAGE, answer(number)).status_code == wanted, person
                assert Opinion.objects.count() == number
        assert as_user(whose).post(PAGE, answer(number)).status_code == 302
    assert list(Opinion.objects.values_list("actor__username", flat=True)) == [each.username for each in turns]


def test_an_acting_person_speaks_for_a_time_and_the_paper_says_so(nanueng, leader, executive, chain, submission):
    today = timezone.localdate()
    act(chain[2], executive, today - timedelta(days=9), today - timedelta(days=1))
    speak(submission, leader, 0)
    speak(submission, executive, 1)
    with pytest.raises(NotSpeaking):
        speak(submission, executive, 2)
    act(chain[2], executive, today, capacity=Capacity.DELEGATED)
    speak(submission, executive, 2, choice=OpinionChoice.APPROVED)
    last = Opinion.objects.get(position=2)
    assert last.signed_lines == ["รองปลัดเทศบาล ปฏิบัติราชการแทน", HEAD]
    text = printed(nanueng)
    assert text.rindex(str(executive)) < text.index("รองปลัดเทศบาล ปฏิบัติราชการแทน") < text.rindex(HEAD)


def test_the_page_says_in_what_capacity_one_speaks(nanueng, leader, chain, as_user, submission):
    assert "ท่านให้ความเห็นในฐานะ <strong>หัวหน้าสำนักปลัด</strong>" in as_user(leader).get(PAGE).content.decode()


@pytest.mark.parametrize("role", ["suspended", "reader", "closed"])
def test_who_lost_the_role_speaks_no_longer(nanueng, leader, submission, role):
    membership = leader.memberships.get()
    if role == "suspended":
        membership.suspended_at = timezone.now()
    if role == "reader":
        membership.role = "reader"
    membership.save()
    leader.is_active = role != "closed"
    leader.save()
    with pytest.raises(NotSpeaking):
        speak(submission, leader, 0)


def test_a_position_may_be_renamed_while_a_memo_waits(nanueng, leader, chain, coordinator, submission):
    content = PositionContent("หัวหน้าสำนักงานปลัด", "ความเห็นของหัวหน้าสำนักงานปลัด", member=leader.memberships.get())
    position_update(position=chain[0], content=content, version=chain[0].version, actor=coordinator)
    assert speak(submission, leader, 0).heading == CHAIN[0]


def test_what_waited_before_there_were_positions_goes_on(nanueng, leader, submission):
    Submission.objects.update(position_keys=[])
    assert speak(submission, leader, 0).signed_name == str(leader)


def test_old_opinions_print_as_they_did(nanueng, executive, submission):
    """Given before opinions belonged to positions: decision and text, over the place as it was."""
    before = printed(nanueng)
    Opinion.objects.create(
        submission=submission, position=0, heading=CHAIN[0], approves=True, text="เห็นชอบ",
        given_on=timezone.localdate(), actor=executive, actor_name=str(executive),
    )  # fmt: skip
    after = printed(nanueng)
    assert "เห็นชอบ เห็นชอบ" in after
    assert str(executive) not in after
    assert after.count("(ลงชื่อ)") == before.count("(ลงชื่อ)")


def test_a_name_is_printed_under_the_place_and_makes_no_other_words(nanueng, chain, submission):
    content = position_content_of(chain[2])
    named = PositionContent(content.title, content.heading, member=content.member, printed_name="นายสมมติ นามสกุล")
    position_update(position=chain[2], content=named, version=chain[2].version, actor=None)
    assert "(นายสมมติ นามสกุล)" in printed(nanueng)
    assert draft_of(MEMO, nanueng, 2568).is_of(submission)


# -- words


@pytest.mark.parametrize("text", ["เห็นชอบ", " เห็นชอบ ", ""])
def test_the_word_of_a_choice_is_printed_once(nanueng, leader, submission, text):
    assert speak(submission, leader, 0, text).words == "เห็นชอบ"
    assert "เห็นชอบ เห็นชอบ" not in printed(nanueng)


def test_a_text_that_names_another_choice_asks_which(leader, mayor, executive, as_user, submission):
    refused = as_user(leader).post(PAGE, answer(0, "agreed", "ทราบ"))
    assert refused.status_code == 422
    assert "ไม่ตรงกับความเห็นที่เลือก" in refused.content.decode()
    assert as_user(leader).post(PAGE, answer(0, "approved")).status_code == 422  # the head alone approves
    speak(submission, leader, 0)
    speak(submission, executive, 1)
    assert as_user(mayor).post(PAGE, answer(2, "approved", "อนุมัติ")).status_code == 302
    assert Opinion.objects.get(position=2).words == "อนุมัติ"


# -- returned, withdrawn, taken back


def test_a_return_closes_the_matter_and_nothing_of_it_is_printed(nanueng, leader, executive, coordinator, submission):
    speak(submission, leader, 0, "เห็นควรเสนอปลัด")
    speak(submission, executive, 1, "ขอให้เพิ่มหลักฐาน", RETURNED)
    assert current_submission(nanueng, "memo", 2568).state == Submission.State.RETURNED
    assert "เห็นควรเสนอปลัด" not in printed(nanueng)
    assert "opinion-returned" in ids(nanueng)
    again = document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
    assert again.pk != submission.pk
    assert again.next_heading == CHAIN[0]


def test_a_mistake_is_taken_back_until_the_next_one_speaks(nanueng, leader, executive, as_user, submission):
    client, other = as_user(leader), as_user(executive)
    speak(submission, leader, 0, "พิมพ์ผิด")
    assert "ถอนความเห็นนี้" in client.get(PAGE).content.decode()
    assert "ถอนความเห็นนี้" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}undo/").status_code == 403
    assert client.post(f"{PAGE}undo/").status_code == 302
    taken = Opinion.objects.get()
    assert (taken.taken_back_by_name, taken.words) == (str(leader), "เห็นชอบ พิมพ์ผิด")
    assert current_submission(nanueng, "memo", 2568).next_heading == CHAIN[0]
    assert "พิมพ์ผิด" not in printed(nanueng)
    assert Change.objects.filter(label__startswith="ถอนความเห็น", old="เห็นชอบ พิมพ์ผิด").exists()
    first = speak(submission, leader, 0, "ถูกต้อง")
    speak(submission, executive, 1)
    with pytest.raises(NothingToDecide):
        opinion_take_back(opinion=first, actor=leader)
    assert client.post(f"{PAGE}undo/").status_code == 403


def test_a_return_is_taken_back_until_the_memo_comes_again(nanueng, leader, coordinator, submission):
    returned = speak(submission, leader, 0, "แก้ตาราง", RETURNED)
    opinion_take_back(opinion=returned, actor=leader)
    assert current_submission(nanueng, "memo", 2568).is_waiting
    again = speak(submission, leader, 0, "แก้ตาราง", RETURNED)
    document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
    with pytest.raises(NothingToDecide):
        opinion_take_back(opinion=again, actor=leader)


def test_an_opinion_is_given_on_what_the_page_had_shown(nanueng, leader, executive, coordinator, as_user, submission):
    """A page from before the memo was put before them once more says nothing of the new one, however its turn is."""
    speak(submission, leader, 0)
    old = opened(as_user(executive), PAGE, "position") | {"choice": "agreed", "text": "อ่านฉบับเดิม"}
    submission_withdraw(submission=submission, actor=coordinator)
    again = document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
    speak(again, leader, 0)
    refused = as_user(executive).post(PAGE, old)
    assert refused.status_code == 409
    assert "อ่านฉบับเดิม" in refused.content.decode()
    assert Opinion.objects.filter(submission=again).count() == 1
    assert as_user(executive).post(PAGE, opened_again(refused, old)).status_code == 302


def opened_again(response, typed: dict[str, str]) -> dict[str, str]:
    """Return what was typed with what the page that refused it shows."""
    return typed | {name: fields_of(response, "position")[name] for name in ("read", "position")}


def test_no_other_opinion_is_taken_back_than_the_page_had_shown(nanueng, leader, chain, as_user, submission):
    """Somebody who speaks for two positions takes the first opinion back on a page from before the second."""
    act(chain[1], leader, timezone.localdate())
    speak(submission, leader, 0)
    client = as_user(leader)
    shown = {"opinion": Opinion.objects.get().mark}
    assert shown["opinion"] in client.get(PAGE).content.decode()
    speak(submission, leader, 1)
    client.post(f"{PAGE}undo/", shown)
    assert Opinion.objects.filter(taken_back_at=None).count() == 2
    client.post(f"{PAGE}undo/", {"opinion": Opinion.objects.get(position=1).mark})
    assert Opinion.objects.get(taken_back_at=None).position == 0


def test_opinions_are_not_printed_on_other_words(nanueng, leader, submission):
    speak(submission, leader, 0, "เห็นควรเสนอปลัด")
    assert "เห็นควรเสนอปลัด" in printed(nanueng)
    nanueng.plans.get().measures.first().steps.first().delete()
    assert "เห็นควรเสนอปลัด" not in printed(nanueng)
    assert "opinion-of-other-words" in ids(nanueng)


def test_number_and_date_do_not_make_other_words_of_a_memo(nanueng):
    document = build_document(MEMO, nanueng, 2568)
    head = next(block for block in unsigned(document).blocks if hasattr(block, "addressee"))
    assert (head.number, head.date) == ("", "")


def test_each_speaks_in_turn_and_once(nanueng, leader, coordinator, submission):
    speak(submission, leader, 0)
    for position in (0, 2):
        with pytest.raises(NothingToDecide):
            speak(submission, leader, position)
    assert Opinion.objects.count() == 1
    with pytest.raises(WrittenOnceError):
        Opinion.objects.get().delete()
    assert document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator) == submission
