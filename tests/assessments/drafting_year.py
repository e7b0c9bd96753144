"""A small year, what is typed into it, and a small library to draft its texts from."""

from collections.abc import Mapping
from decimal import Decimal

from assessments.rules.analysis import INDICATOR, ISSUE, Subject, Texts, question_subjects, subjects_of
from assessments.rules.drafting import draft_texts
from assessments.rules.sheet import Sheet, build_sheet
from assessments.rules.structure import IndicatorSpec, InstrumentSpec, IssueSpec, QuestionSpec, Structure
from assessments.suggestions import Library, Suggestion, TopicCitation
from tests.assessments.small_year import WORDS, figures

TARGET = Decimal(85)


INTERNAL, EXTERNAL = "ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่า", "ผู้มีส่วนได้ส่วนเสียภายนอกบางส่วนเห็นว่า"


def suggested(name: str, voice: str = "", cites: tuple[TopicCitation, ...] = ()) -> Suggestion:
    return Suggestion(
        weakness=f"{voice}{name}ยังอ่อน",
        improvement=f"ควรแก้{name}ตามคู่มือให้ดี",
        maintenance=f"ควรรักษา{name}",
        measure=f"มาตรการ{name}",
        steps=(f"ขั้นแรกของ{name}", f"ขั้นสองของ{name}"),
        follow_up=f"ติดตาม{name}",
        cites=cites,
        matter=name,
    )


MANUAL = (TopicCitation("คู่มือ", "ตามคู่มือ"),)
LIBRARY = Library(
    questions={
        (2567, "i1"): suggested("เวลา", INTERNAL, MANUAL),
        (2567, "i2"): suggested("ความเท่าเทียม", INTERNAL),
        (2567, "i3"): suggested("งบประมาณ", INTERNAL),
        (2567, "e1"): suggested("บริการ", EXTERNAL),
    },
    topics={"โครงสร้าง": suggested("ผัง"), "คู่มือ": suggested("คู่มือ"), "แผน": suggested("แผน")},
    indicators={1: suggested("หน้าที่", INTERNAL), 2: suggested("เงิน", INTERNAL), 9: suggested("เปิดเผย")},
)
ITEMS = {"o1": ("โครงสร้าง",), "o2": ("คู่มือ",), "o3": ("แผน",)}


def question(code: str, indicator: int, issue: int, topics: tuple[str, ...] = ()) -> QuestionSpec:
    instrument = {"i": "IIT", "e": "EIT", "o": "OIT"}[code[0]]
    return QuestionSpec(
        code,
        f"ถ้อยคำ {code}",
        "official",
        indicator,
        instrument,
        issue=issue,
        topics=topics,
        is_item=instrument == "OIT",
        has_parts=instrument == "EIT",
    )


def year(
    *, survey_list: int = 2567, items: Mapping[str, tuple[str, ...]] = ITEMS, has_issues: bool = True
) -> Structure:
    """Return i1, i2 (indicator 1, issue 1), i3 (2, 2), e1 (6, 2), items (9; the first of issue 1, the rest of 2)."""
    first = next(iter(items))
    indicators = {
        "IIT": (
            IndicatorSpec(1, "การปฏิบัติหน้าที่", (question("i1", 1, 1), question("i2", 1, 1))),
            IndicatorSpec(2, "การใช้งบประมาณ", (question("i3", 2, 2),)),
        ),
        "EIT": (IndicatorSpec(6, "คุณภาพ", (question("e1", 6, 2),)),),
        "OIT": (
            IndicatorSpec(
                9,
                "การเปิดเผยข้อมูล",
                tuple(question(code, 9, 1 if code == first else 2, topics) for code, topics in items.items()),
            ),
        ),
    }
    return Structure(
        fiscal_year=2568,
        levels=WORDS,
        oit_rule="items",
        is_reckoning_confirmed=False,
        instruments=tuple(_instrument(code, own) for code, own in indicators.items()),
        issues=(IssueSpec(1, "ประเด็นแรก"), IssueSpec(2, "ประเด็นที่สอง")) if has_issues else (),
        survey_list=survey_list,
    )


def _instrument(code: str, indicators: tuple[IndicatorSpec, ...]) -> InstrumentSpec:
    parts = ("ผู้รับบริการ", "ผู้ประเมิน") if code == "EIT" else ()
    return InstrumentSpec(code, code, Decimal(30), indicators, code[0].lower(), parts, is_open_data=code == "OIT")


def sheet(structure: Structure | None = None, target: Decimal = TARGET, **typed: str) -> Sheet:
    return build_sheet(structure or year(), figures(**typed), target=target)


def subject_of(this: Sheet, code: str) -> Subject:
    """Return the issue, indicator (#1), question or item of a sheet by its code."""
    if code.startswith("#"):
        return next(each for each in subjects_of(this, {}, INDICATOR) if each.code == code[1:])
    everything = [*subjects_of(this, {}, ISSUE), *question_subjects(this, {}, also=[code])]
    return next(each for each in everything if each.code == code)


def draft(this: Sheet, code: str, previous: Sheet | None = None, library: Library = LIBRARY) -> Texts:
    return draft_texts(subject_of(this, code), this, previous, library)
