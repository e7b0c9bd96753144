"""The way of one document from draft to published: its steps in words, and the one thing to do next."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from assessments.rules.cycle import Cycle
from ita_portal.text.thai import short_date
from reports.issue.rules.paper import Paper
from reports.issue.rules.stage import Stage, State


class Action(StrEnum):
    """What is to be done next with a document, one thing at a time."""

    ENTER_RESULT = "enter-result"
    PLAN = "plan"
    READ = "read"
    MEND = "mend"
    FOLLOW_OPINIONS = "follow-opinions"
    SUBMIT_AGAIN = "submit-again"
    SUBMIT = "submit"
    ISSUE = "issue"
    ISSUE_AGAIN = "issue-again"
    PUBLISH = "publish"
    OPEN_PUBLISHED = "open-published"
    OPEN_ISSUED = "open-issued"


def steps_of(paper: Paper, cycle: Cycle, today: date) -> tuple[Stage, ...]:
    """Return the steps of a document; one whose time has not come has no more to say than from when."""
    if not paper.is_issued and paper.starts and today < paper.starts:
        return (Stage(State.NOT_YET, f"เริ่มได้ตั้งแต่ {short_date(paper.starts)}"),)
    paper = _on_day(paper, today)
    steps = [_content(paper, cycle), _checks(paper)]
    if paper.asks_executives:
        steps.append(_opinions(paper))
    steps.append(_issue(paper))
    if paper.is_for_the_public:
        steps.append(_publication(paper))
    return tuple(steps)


def action_of(paper: Paper, cycle: Cycle, today: date) -> Action:
    """Return what to do next, in the order in which `stage_of` judges how far the document has come."""
    paper = _on_day(paper, today)
    return _after_issue(paper) or _before_executives(paper) or _beginning(paper, cycle, today) or _with_draft(paper)


def _on_day(paper: Paper, today: date) -> Paper:
    """Return the paper as it stands today: what was issued before its time stands only until that time comes."""
    is_over = paper.is_early and paper.starts is not None and paper.starts <= today
    return replace(paper, is_current=paper.is_current and not is_over)


def _content(paper: Paper, cycle: Cycle) -> Stage:
    if not paper.is_available:
        return Stage(State.TODO, _missing(cycle))
    return Stage(State.DONE, "มีร่างแล้ว" if _is_blocked(paper) else "เนื้อหาครบ")


def _missing(cycle: Cycle) -> str:
    """Return what has to be there before anything of the cycle can be printed."""
    if not cycle.has_result:
        return f"ยังไม่มีผลการประเมินปี {cycle.result_year}"
    return f"ยังไม่มีมาตรการของแผนปี {cycle.plan_year}"


def _checks(paper: Paper) -> Stage:
    """Return what the checks say; what was confirmed at the issue is not asked for again."""
    if not paper.is_available:
        return Stage(State.WAITING, "ตรวจความถูกต้อง")
    if _is_blocked(paper):
        return Stage(State.BLOCKED, f"ต้องแก้ไข {paper.errors}")
    if paper.to_confirm and not _stands(paper):
        return Stage(State.TO_CONFIRM, f"ควรตรวจสอบ {paper.to_confirm}")
    return Stage(State.DONE, "ตรวจแล้ว")


def _opinions(paper: Paper) -> Stage:
    if paper.is_returned:
        return Stage(State.BLOCKED, "ส่งกลับให้แก้ไข")
    if paper.is_waiting:
        return Stage(State.IN_PROGRESS, f"รอ{paper.waits_for}")
    if paper.is_approved:
        return Stage(State.DONE, "ผู้บริหารเห็นชอบ")
    if _stands(paper):
        return Stage(State.WAITING, "ไม่ได้เสนอในระบบ")
    return Stage(State.TODO if _is_ready(paper) else State.WAITING, "เสนอผู้บริหาร")


def _issue(paper: Paper) -> Stage:
    if not paper.is_issued:
        is_next = _is_ready(paper) and (paper.is_approved or not paper.asks_executives)
        return Stage(State.TODO if is_next else State.WAITING, "ออกเอกสาร")
    day = f"ลว. {short_date(paper.issued_on)}" if paper.issued_on else ""
    words = f"ที่ {paper.number} {day}" if paper.number else f"ออกแล้ว {day}"
    if paper.is_current:
        return Stage(State.DONE, words)
    return Stage(State.TO_CONFIRM, f"{words} {'ออกก่อนสิ้นปีของแผน' if paper.is_early else 'เนื้อหาเปลี่ยนแล้ว'}")


def _publication(paper: Paper) -> Stage:
    if paper.is_published:
        return Stage(State.DONE, "เผยแพร่แล้ว" if paper.is_current else "เผยแพร่ฉบับเดิมอยู่")
    return Stage(State.TODO, "รอเผยแพร่") if _stands(paper) else Stage(State.WAITING, "เผยแพร่")


def _after_issue(paper: Paper) -> Action | None:
    if not _stands(paper):
        return None
    if not paper.is_for_the_public:
        return Action.OPEN_ISSUED
    return Action.OPEN_PUBLISHED if paper.is_published else Action.PUBLISH


def _before_executives(paper: Paper) -> Action | None:
    if paper.is_returned:
        return Action.SUBMIT_AGAIN
    return Action.FOLLOW_OPINIONS if paper.is_waiting else None


def _beginning(paper: Paper, cycle: Cycle, today: date) -> Action | None:
    """Return where a document begins that cannot be printed yet, or that nobody should finish yet."""
    if not paper.is_available:
        return Action.PLAN if cycle.has_result else Action.ENTER_RESULT
    return Action.READ if paper.starts and today < paper.starts and not paper.is_issued else None


def _with_draft(paper: Paper) -> Action:
    if paper.errors:
        return Action.MEND
    if paper.asks_executives and not paper.is_approved:
        return Action.SUBMIT
    return Action.ISSUE_AGAIN if paper.is_issued else Action.ISSUE


def _stands(paper: Paper) -> bool:
    """Whether what was issued is what the portal would print now."""
    return paper.is_issued and paper.is_current


def _is_ready(paper: Paper) -> bool:
    return paper.is_available and not paper.errors


def _is_blocked(paper: Paper) -> bool:
    return bool(paper.errors) and not _stands(paper)
