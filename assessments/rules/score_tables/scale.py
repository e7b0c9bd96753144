"""Figures of another scale: shares of one, means of five, marks of one and nought for passed and failed.

A whole table of figures so low is more often one of these than a result; the person says which. So are figures none
of which is above the full marks, or the weight, that stands beside it.
"""

from collections.abc import Sequence
from decimal import Decimal

from assessments.rules.score_tables.result import LEAVE_OUT, Choose, ReadingAnswer, ReadingChoice
from assessments.rules.score_tables.values import cell_value

AS_WRITTEN, HUNDREDFOLD = "written", "hundredfold"
_HIGHEST_MARK, _FULL_MARKS = Decimal(10), Decimal(100)
SHOWN = 3  # full marks that the words list


def scale_choice(texts: Sequence[str], choose: Choose) -> ReadingChoice | None:
    """Return what is asked where no figure of a table is above the marks of another scale, and not all are nought."""
    figures = [each for text in texts for each in cell_value(text).figures]
    highest = max(map(_value, figures), default=Decimal(0))
    if not 0 < highest <= _HIGHEST_MARK:
        return None
    shown = next(each for each in figures if _value(each) == highest)
    offered = [ReadingAnswer(AS_WRITTEN, f"ใช้ตามที่เขียน ({shown} จาก 100)")]
    if highest <= 1:
        offered += [ReadingAnswer(HUNDREDFOLD, f"คูณด้วย 100 ({shown} เป็น {in_hundreds(shown)})")]
    offered += [ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าตารางนี้")]
    return choose("scale", f"คะแนนในตารางนี้ไม่เกิน {shown} เป็นคะแนนเต็ม 100 หรือไม่", offered, "")


def marks_choice(scored: Sequence[tuple[str, str]], choose: Choose) -> ReadingChoice | None:
    """Return what is asked where scores, each with its full marks or weight, may all be out of those instead of 100."""
    read = [(cell_value(score).figures, cell_value(full).figures) for score, full in scored]
    known = [(_value(score[0]), full[0]) for score, full in read if len(score) == len(full) == 1]
    others = list(dict.fromkeys(full for _, full in known if _value(full) != _FULL_MARKS))
    if not others or any(score > _value(full) for score, full in known):
        return None
    shown = ", ".join(others[:SHOWN])
    offered = [ReadingAnswer(AS_WRITTEN, "ใช้ตามที่เขียน เป็นคะแนนจาก 100"), ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าตารางนี้")]
    return choose("marks", f"คะแนนในตารางนี้อาจเป็นคะแนนจาก {shown} ไม่ใช่จาก 100 จะนำเข้าหรือไม่", offered, "")


def in_hundreds(text: str) -> str:
    """Return a share of one as a figure of 0 to 100.

    >>> in_hundreds("0.81"), in_hundreds("1")
    ('81', '100')
    """
    return f"{(_value(text) * 100).normalize():f}"


def is_scaled(choices: Sequence[ReadingChoice]) -> bool:
    return any(each.chosen == HUNDREDFOLD for each in choices)


def _value(figure: str) -> Decimal:
    return Decimal(figure.replace(",", "").replace("\u2212", "-"))
