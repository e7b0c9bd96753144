"""The columns in which tables tell of measures: each one's heading, its width, and what it says of a measure.

A column is described here once. HTML, PDF and Word print it from this description, the page of settings offers it by
its heading, and a kind of document names it by its key.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from ita_portal.text.thai import fiscal_year_of, full_month, month_range, short_month
from measures.models import Measure, Progress
from measures.rules.month_ranges import says_the_same
from reports.options.choices import AS_TYPED, BRACKET, BRACKETS, BULLETS, DASHES, DOTTED, FULL
from reports.options.kind_options import ColumnSet
from reports.paper.blocks import CENTRE, Column

Lines = tuple[str, ...]
Status = Progress.Status
STATUS_GROUP = "สถานะการดำเนินการ"
TICK, NOT_TICKED = "/", "\u00a0"
NO_OBSTACLES = "ไม่มี"  # as the lists of elements ask to be said
LEADS_ON = "ตาม"  # a sentence that ends so has the figure of the indicator as its object
NOT_ACCEPTED = "ยังไม่มีรายงานที่ตรวจรับแล้ว"


@dataclass(frozen=True)
class PrintedMeasure:
    """A measure as a table tells of it."""

    measure: Measure
    number: int
    indicator_figure: str = ""  # what its indicator scored, in words; empty where that is not told
    figure_year: int | None = None  # of that result
    in_round: bool = False  # only what was accepted in a round is told of it
    numbering: str = DOTTED  # of several texts in a cell
    months: str = AS_TYPED


@dataclass(frozen=True)
class MeasureColumn:
    """A column of a table of measures; a cell without lines is printed as a dash."""

    column: Column
    lines: Callable[[PrintedMeasure], Lines]


MARKS = {
    DOTTED: "{}. ",
    BRACKET: "{}) ",
    BRACKETS: "({}) ",
    DASHES: "- ",
    BULLETS: "• ",
}


def numbered(texts: Iterable[str], numbering: str = DOTTED) -> Lines:
    """Return texts with their numbers or marks before them; a single one needs none."""
    texts = tuple(texts)
    if len(texts) == 1:
        return texts
    return tuple(f"{MARKS[numbering].format(number)}{text}" for number, text in enumerate(texts, 1))


def headings(keys: Iterable[str]) -> dict[str, str]:
    """Return the headings of columns by their keys, in the order of the keys."""
    return {key: COLUMNS[key].column.heading for key in keys}


def _lines(text: str) -> Lines:
    return tuple(text.splitlines())


def _title(row: PrintedMeasure) -> Lines:
    return _lines(f"{row.number}. {row.measure.title}")


def _issue(row: PrintedMeasure) -> Lines:
    return (str(row.measure.issue),) if row.measure.issue else ()


def _indicator(row: PrintedMeasure) -> Lines:
    return (str(row.measure.indicator),) if row.measure.indicator else ()


def _owners(row: PrintedMeasure) -> Lines:
    return tuple(str(owner) for owner in row.measure.ownerships.all())


def _steps(row: PrintedMeasure) -> Lines:
    return numbered((str(step) for step in row.measure.steps.all()), row.numbering)


def _timeframe(row: PrintedMeasure) -> Lines:
    """Return the months, in the form that the table has; words of the agency that say more stay as they are."""
    measure = row.measure
    typed, start, end = measure.timeframe_wording, measure.start, measure.end
    if row.months == AS_TYPED or not (start and end):
        return _lines(measure.timeframe)
    if typed and not says_the_same(typed, start, end, fiscal_year_of(start)):
        return _lines(typed)
    return (month_range(start, end, full_month if row.months == FULL else short_month),)


def _follow_up(row: PrintedMeasure) -> Lines:
    return _lines(row.measure.follow_up)


def _outcome(row: PrintedMeasure) -> Lines:
    latest = row.measure.accepted_progress
    return numbered(_lines(latest.outcome), row.numbering) if latest else ()


def _status(row: PrintedMeasure) -> Lines:
    """Return the status with its share and note, as they were reported."""
    latest = row.measure.accepted_progress
    if latest is None:
        return (NOT_ACCEPTED if row.in_round else Status.NOT_STARTED.label,)
    share = f" (ร้อยละ {latest.percent})" if latest.percent is not None else ""
    return (f"{latest.get_status_display()}{share}", *_lines(latest.note))


def _ticked_steps(row: PrintedMeasure) -> Lines:
    """Return the steps of the report, or of the measure where none was made, each ticked or not."""
    latest = row.measure.accepted_progress
    known = [(step["text"], step["is_done"]) for step in latest.steps] if latest else []
    steps = known or [(str(step), False) for step in row.measure.steps.all()]
    return tuple(f"({TICK if is_done else NOT_TICKED}) {text}" for text, is_done in steps)


def _obstacles(row: PrintedMeasure) -> Lines:
    latest = row.measure.accepted_progress
    return (_lines(latest.obstacles) or (NO_OBSTACLES,)) if latest else ()


def _evidence(row: PrintedMeasure) -> Lines:
    latest = row.measure.accepted_progress
    if latest is None:
        return ()
    files = dict.fromkeys(file.name for file in latest.files.all())
    return numbered((*latest.evidence_lines, *files), row.numbering)


def _result(row: PrintedMeasure) -> Lines:
    """Return what came of a measure, what its indicator scored, and by name what supporting departments did.

    The figure stands with its year on a line of its own; a sentence that leads on ("… ตาม") has it as its object.
    """
    latest = row.measure.accepted_progress
    sentences = _lines(latest.result) if latest else ()
    parts = tuple(" ".join(part.printed.split()) for part in latest.told_parts) if latest else ()
    if not row.indicator_figure:
        return (*sentences, *parts)
    if sentences and sentences[-1].endswith(LEADS_ON):
        return (*sentences[:-1], f"{sentences[-1]}{row.indicator_figure}", *parts)
    return (*sentences, f"ผลการประเมินปีงบประมาณ พ.ศ. {row.figure_year} {row.indicator_figure}", *parts)


def _ticked(status: Status, row: PrintedMeasure) -> Lines:
    """Return the tick and the note where a measure has this status; nothing where it has another.

    Without a report a measure counts as not started; but a round tells only of what was accepted in it. A
    cancelled measure is not carried out; the first column says so, with the reason.
    """
    latest, is_first = row.measure.accepted_progress, status == Status.NOT_STARTED
    if latest is None:
        if not is_first:
            return ()
        return (NOT_ACCEPTED,) if row.in_round else (TICK,)
    note = _lines(latest.note)
    if latest.status == Status.CANCELLED:
        return ("ยกเลิก", *note) if is_first else ()
    return (TICK, *note) if latest.status == status else ()


def _status_column(status: Status, heading: str, width: float) -> MeasureColumn:
    return MeasureColumn(Column(status.value, heading, width, CENTRE, STATUS_GROUP), partial(_ticked, status))


COLUMNS = {
    each.column.key: each
    for each in (
        MeasureColumn(Column("issue", "ประเด็นการวิเคราะห์", 3.7), _issue),
        MeasureColumn(Column("indicator", "ตัวชี้วัด", 3.2), _indicator),
        MeasureColumn(Column("measure", "มาตรการ โครงการ หรือกิจกรรม", 4.6), _title),
        MeasureColumn(Column("owners", "ผู้รับผิดชอบ", 2.7), _owners),
        MeasureColumn(Column("steps", "ขั้นตอนหรือวิธีการปฏิบัติ", 0), _steps),
        MeasureColumn(Column("timeframe", "ระยะเวลา", 2.2), _timeframe),
        MeasureColumn(Column("follow_up", "การติดตามผล", 3.4), _follow_up),
        MeasureColumn(Column("outcome", "ผลลัพธ์หรือผลสัมฤทธิ์", 4.6), _outcome),
        MeasureColumn(Column("result", "ผลการดำเนินการ", 4.4), _result),
        MeasureColumn(Column("status", "สถานะการดำเนินการ", 2.8), _status),
        MeasureColumn(Column("ticked_steps", "ขั้นตอนที่ดำเนินการแล้ว", 0), _ticked_steps),
        MeasureColumn(Column("obstacles", "ปัญหา อุปสรรค", 3.4), _obstacles),
        MeasureColumn(Column("evidence", "หลักฐาน", 3.4), _evidence),
    )
}
STATUS_COLUMNS = (
    MeasureColumn(Column("measure", "มาตรการ", 3.8), _title),
    MeasureColumn(Column("steps", "ขั้นตอนหรือวิธีการ", 0), _steps),
    _status_column(Status.NOT_STARTED, "ยังไม่ดำเนินการ", 2.4),
    _status_column(Status.IN_PROGRESS, "อยู่ระหว่างดำเนินการ", 2.4),
    _status_column(Status.DONE, "ดำเนินการแล้วเสร็จ", 2.6),
)

# What any plan's measures can be printed with, and what only a report on them can.
PLAN_COLUMNS = headings(("issue", "indicator", "measure", "owners", "steps", "timeframe", "follow_up"))
TRACKED_COLUMNS = headings(("issue", "indicator", "measure", "steps", "owners", "timeframe", "follow_up"))
PROGRESS_COLUMNS = TRACKED_COLUMNS | headings(("outcome", "result", "status", "ticked_steps", "obstacles", "evidence"))

BY_ISSUE = ColumnSet(
    "by-issue",
    "ประเด็น มาตรการ ผู้รับผิดชอบ ขั้นตอน ระยะเวลา",
    ("issue", "measure", "owners", "steps", "timeframe"),
)
WITH_FOLLOW_UP = ColumnSet(
    "with-follow-up",
    "มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา การติดตามผล",
    ("measure", "steps", "owners", "timeframe", "follow_up"),
)
OWNERS_LAST = ColumnSet(
    "owners-last",
    "มาตรการ ขั้นตอน ระยะเวลา การติดตามผล ผู้รับผิดชอบ",
    ("measure", "steps", "timeframe", "follow_up", "owners"),
)
FOLLOW_UP_ONLY = ColumnSet(
    "follow-up-only",
    "มาตรการ ขั้นตอน ผู้รับผิดชอบ การติดตามผล",
    ("measure", "steps", "owners", "follow_up"),
)
WITH_PROGRESS = ColumnSet(
    "progress",
    "มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา ผลลัพธ์ ผลการดำเนินการ",
    ("measure", "steps", "owners", "timeframe", "outcome", "result"),
)
PLAN_COLUMN_SETS = (BY_ISSUE, WITH_FOLLOW_UP, OWNERS_LAST, FOLLOW_UP_ONLY)
WITH_OBSTACLES = ColumnSet(
    "progress-obstacles",
    "มาตรการ สถานะ ขั้นตอนที่ดำเนินการแล้ว ผลการดำเนินการ ปัญหา อุปสรรค หลักฐาน",
    ("measure", "status", "ticked_steps", "result", "obstacles", "evidence"),
)
