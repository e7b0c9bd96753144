"""A year small enough to reckon by head: two questions here, one there, three open-data items in two groups."""

from decimal import Decimal

from assessments.rules.structure import IndicatorSpec, InstrumentSpec, IssueSpec, LevelSpec, QuestionSpec, Structure


def question(code: str, indicator: int, sub_indicator: str = "", issue: int | None = None) -> QuestionSpec:
    instrument = {"i": "IIT", "e": "EIT", "o": "OIT"}[code[0]]
    return QuestionSpec(
        code,
        f"ข้อคำถาม {code}",
        "official",
        indicator,
        instrument,
        sub_indicator,
        issue,
        is_item=instrument == "OIT",
        has_parts=instrument == "EIT",
    )


LETTERS = tuple(
    LevelSpec(name, Decimal(floor))
    for name, floor in (("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0))
)
WORDS = (
    LevelSpec("ผ่านดีเยี่ยม", Decimal(95), Decimal(95)),
    LevelSpec("ผ่านดี", Decimal(85), Decimal(85)),
    LevelSpec("ผ่าน", Decimal(85)),
    LevelSpec("ต้องปรับปรุง", Decimal(70)),
    LevelSpec("ต้องปรับปรุงโดยด่วน", Decimal(0)),
)


EIT_PARTS = (
    "ผู้รับบริการหรือติดต่อราชการเข้าตอบด้วยตนเอง (EIT Public)",
    "ผู้ประเมินจัดเก็บข้อมูล (EIT Survey)",
)
SCALES = {"letters": LETTERS, "pass": WORDS}


def small_year(scale: str = "pass", oit_rule: str = "items") -> Structure:
    """Return IIT with i1, i2 (1) and i3 (2); EIT with e1 (6); OIT with o1, o2 of 9.1 and o3 of 9.2 (9)."""
    return Structure(
        fiscal_year=2568,
        levels=SCALES[scale],
        oit_rule=oit_rule,
        is_reckoning_confirmed=False,
        instruments=(
            InstrumentSpec(
                "IIT",
                "ภายใน",
                Decimal(30),
                (
                    IndicatorSpec(1, "การปฏิบัติหน้าที่", (question("i1", 1, issue=1), question("i2", 1, issue=1))),
                    IndicatorSpec(2, "การใช้งบประมาณ", (question("i3", 2, issue=2),)),
                ),
                "i",
            ),
            InstrumentSpec(
                "EIT",
                "ภายนอก",
                Decimal(30),
                (IndicatorSpec(6, "คุณภาพ", (question("e1", 6, issue=2),)),),
                "e",
                EIT_PARTS,
            ),
            InstrumentSpec(
                "OIT",
                "ข้อมูลสาธารณะ",
                Decimal(40),
                (
                    IndicatorSpec(
                        9,
                        "การเปิดเผยข้อมูล",
                        (question("o1", 9, "9.1"), question("o2", 9, "9.1"), question("o3", 9, "9.2")),
                    ),
                ),
                "o",
                is_open_data=True,
            ),
        ),
        issues=(IssueSpec(1, "ประเด็นแรก"), IssueSpec(2, "ประเด็นที่สอง")),
    )


def figures(**typed: str) -> dict[str, Decimal]:
    """Return figures by code; a code that is no Python name carries an underscore: _9, e1_1."""
    return {code.lstrip("_").replace("_", "/"): Decimal(text) for code, text in typed.items()}


ALL_QUESTIONS = figures(i1="80", i2="90", i3="100", e1="70", o1="100", o2="0", o3="100")
