"""What was read of a document as JSON, in the keys that scripts rely on (`manage.py read_document`)."""

from typing import Any

from assessments.rules.codes import LEVEL, RANK, RANK_CODES, TOTAL
from assessments.rules.structure import Structure
from measures.rules.measure_reading import ReadMeasure
from workspace.document_import.reading import DocumentReading

RANK_NAMES = dict(zip((*RANK_CODES, RANK), ("district", "province", "nation", "words"), strict=True))
FINDING = ("scope", "code", "weakness", "improvement", "maintenance", "lacking")


def told(reading: DocumentReading, structure: Structure) -> dict[str, Any]:
    """Return a reading as plain values: figures with two decimals, months as 2567-10, None where nothing is said."""
    texts = {code: cell.text for code, cell in reading.cells.items()}
    return {
        "year": reading.year,
        "total": texts.get(TOTAL),
        "level": texts.get(LEVEL),
        "ranks": {name: texts[code] for code, name in RANK_NAMES.items() if code in texts},
        "instruments": {each.code: texts[each.code] for each in structure.instruments if each.code in texts},
        "parts": {code: texts[code] for each in structure.instruments for code in each.part_codes if code in texts},
        "indicators": {each.code: texts[each.code] for each in structure.indicators if each.code in texts},
        "questions": _questions(texts, structure),
        "findings": [{name: getattr(each, name) for name in FINDING} for each in reading.findings],
        "limitations": list(reading.limitations),
        "measures": [_measure(each) for each in reading.measures],
        "progress": [_progress(each) for each in reading.measures if not each.progress.is_empty],
        "doubts": [
            {"where": each.where, "text": each.text, "readings": [reading.words for reading in each.readings]}
            for each in reading.doubts
        ],
        "not_taken": [{"where": each.where, "text": each.text} for each in reading.not_taken],
    }


def _questions(texts: dict[str, str], structure: Structure) -> dict[str, str]:
    codes = [code for each in structure.questions for code in (each.code, *each.part_codes)]
    return {code: texts[code] for code in codes if code in texts}


def _measure(each: ReadMeasure) -> dict[str, Any]:
    return {
        "number": each.number,
        "title": each.title,
        "issue": each.issue,
        "indicator": each.indicator,
        "steps": list(each.steps),
        "owners": list(each.owners),
        "start": _month(each.start),
        "end": _month(each.end),
        "timeframe": each.timeframe,
        "follow_up": each.follow_up,
    }


def _progress(each: ReadMeasure) -> dict[str, Any]:
    progress = each.progress
    return {
        "measure": each.title,
        "status": progress.advance.value if progress.advance else None,
        "outcome": list(progress.outcome),
        "result": progress.result,
        "obstacles": progress.obstacles,
        "note": progress.note,
    }


def _month(month: tuple[int, int] | None) -> str | None:
    return f"{month[0]}-{month[1]:02d}" if month else None
