"""The scores of a year as JSON, for programs: what was entered, what it gives, and what does not agree."""

import json
from dataclasses import asdict
from decimal import Decimal

from assessments.rules.checks import check_sheet
from assessments.rules.codes import LEVEL, RANK
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet


def sheet_as_json(sheet: Sheet, agency: str) -> str:
    """Return all figures, entered and computed, what is below the target, and the checks.

    Figures are texts with two decimals, null where unknown; `below_target` holds the codes of the figures that count.
    """
    return json.dumps(
        {
            "agency": agency,
            "fiscal_year": sheet.structure.fiscal_year,
            "questions": {row.code: _text(row.value) for row in sheet.rows},
            "published": {
                **{summary.code: _text(summary.published) for summary in sheet.summaries},
                LEVEL: sheet.published_level or None,
                RANK: sheet.rank or None,
            },
            "computed": {
                "indicators": {str(b.indicator.number): _text(b.summary.computed) for b in sheet.indicators},
                "instruments": {b.instrument.code: _text(b.summary.computed) for b in sheet.instruments},
                "total": _text(sheet.total.computed),
                "level": sheet.computed_level,
            },
            "target": printed(sheet.target),
            "below_target": [
                *(row.code for row in sheet.rows if row.is_weak),
                *(summary.code for summary in sheet.summaries if summary.is_weak),
            ],
            "checks": [asdict(check) for check in check_sheet(sheet)],
        },
        ensure_ascii=False,
        indent=2,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else printed(value)
