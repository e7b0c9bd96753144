"""The scores of a year as JSON, for programs: what was entered, what it gives, and what does not agree."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from assessments.rules.checks import check_sheet
from assessments.rules.codes import LEVEL, RANK
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet


def sheet_as_json(sheet: Sheet, agency: str) -> str:
    """Return all figures, entered and computed, what is below the target, and the checks.

    Figures are texts with two decimals, null where unknown; `below_target` holds the codes of the figures that count.
    """
    content = {
        "agency": agency,
        "fiscal_year": sheet.structure.fiscal_year,
        "questions": {row.code: _text(row.value) for row in sheet.rows},
        "published": _published(sheet),
        "computed": _computed(sheet),
        "target": printed(sheet.target),
        "below_target": [
            *(row.code for row in sheet.rows if row.is_weak),
            *(summary.code for summary in sheet.summaries if summary.is_weak),
        ],
        "checks": [asdict(check) for check in check_sheet(sheet)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _published(sheet: Sheet) -> dict[str, Any]:
    """Return what was announced; a rank is a place, and among how many where that was announced."""
    return {
        **{summary.code: _text(summary.published) for summary in sheet.summaries},
        LEVEL: sheet.published_level or None,
        RANK: sheet.ranks.words or None,
        **{code: asdict(rank) if rank else None for code, rank in sheet.ranks.by_code.items()},
    }


def _computed(sheet: Sheet) -> dict[str, Any]:
    return {
        "indicators": {str(block.indicator.number): _text(block.summary.computed) for block in sheet.indicators},
        "instruments": {block.instrument.code: _text(block.summary.computed) for block in sheet.instruments},
        "total": _text(sheet.total.computed),
        "level": sheet.computed_level,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else printed(value)
