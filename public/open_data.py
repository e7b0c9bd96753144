"""Open data of an agency, for programs: results, measures and documents, as far as it shows them.

The format is a promise (docs/open-data.md, `tests/public/test_open_data.py`): names are added, never changed; what
would break a reader gets another version. Figures are texts with two decimals, null where unknown; years are
of the Buddhist era; days are ISO 8601 of the common era.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any

from agencies.models import Agency
from assessments.models import Assessment, Figure
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet
from ita_portal.text.formulas import without_formula
from public.models import PublicPage
from public.published import PublicAgency, PublishedDocument
from public.shown_measures import ShownMeasure, shown_measures

FORMAT, VERSION = "ita-open-data", "1"
COLUMNS = ("agency", "name", "province", "district", "fiscal_year", "code", "value")
ROWS_AT_ONCE = 2_000

Address = Callable[[str], str]


def agency_data(found: PublicAgency, address: Address) -> dict[str, Any]:
    """Return all that an agency shows; `address` makes an address of the portal whole."""
    assessments = Assessment.objects.filter(agency=found.agency, framework__fiscal_year__in=found.result_years)
    results = assessments.with_sheet().order_by("-framework__fiscal_year")
    measures = shown_measures(found.plans(*found.plan_years))
    return {
        "format": FORMAT,
        "version": VERSION,
        "agency": _agency(found.agency),
        "licence": found.page.licence or None,
        "results": [_result(each) for each in results],
        "measures": [_measure(year, each) for year, shown in measures.items() for each in shown],
        "documents": [_document(each, address) for each in found.current_documents],
    }


def figure_rows(agencies: Iterable[Agency] | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the announced figures of agencies that show them, a row each; of all where none are named."""
    open_agencies = Agency.objects.tenants().filter(public_page__shows_result=True)
    shown = Figure.objects.filter(assessment__agency__in=open_agencies)
    shown = shown.exclude(assessment__is_illustrative=True)
    if agencies is not None:
        shown = shown.filter(assessment__agency__in=agencies)
    ordered = shown.order_by("assessment__agency__slug", "assessment__framework__fiscal_year", "code")
    place = "assessment__agency"
    kinds = dict(Agency.Kind.choices)
    for slug, kind, name, province, district, year, code, value in ordered.values_list(
        f"{place}__slug",
        f"{place}__kind",
        f"{place}__name",
        f"{place}__province",
        f"{place}__district",
        "assessment__framework__fiscal_year",
        "code",
        "value",
    ).iterator(chunk_size=ROWS_AT_ONCE):
        full_name = name if kind == Agency.Kind.OTHER else f"{kinds[kind]}{name}"
        yield (slug, full_name, province, district, str(year), code, printed(value))


def csv_lines(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a CSV file line by line, with the mark by which spreadsheets know its letters."""
    yield "\ufeff" + _line(COLUMNS)
    for row in rows:
        yield _line(map(without_formula, row))


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _agency(agency: Agency) -> dict[str, str]:
    return {
        "id": agency.slug,
        "name": agency.full_name,
        "kind": agency.kind,
        "district": agency.district,
        "province": agency.province,
    }


def _result(assessment: Assessment) -> dict[str, Any]:
    sheet = assessment.sheet()
    return {
        "fiscal_year": assessment.fiscal_year,
        "is_illustrative": assessment.is_illustrative,
        "level": level_of(sheet) or None,
        **{summary.code: _text(summary.published) for summary in sheet.summaries},
        "questions": {row.code: _text(row.value) for row in sheet.rows if row.value is not None},
    }


def level_of(sheet: Sheet) -> str:
    """Return the level as announced, else as the rule of the year has it."""
    return sheet.published_level or sheet.computed_level or ""


def _measure(plan_year: int, measure: ShownMeasure) -> dict[str, Any]:
    return {
        "plan_year": plan_year,
        "number": measure.number,
        "title": measure.title,
        "departments": list(measure.departments),
        "start": measure.start.isoformat() if measure.start else None,
        "end": measure.end.isoformat() if measure.end else None,
        "status": measure.status or None,
        "reported_on": measure.reported_on.isoformat() if measure.reported_on else None,
    }


def _document(document: PublishedDocument, address: Address) -> dict[str, Any]:
    issued = document.current
    assert issued is not None
    assert issued.published_at is not None
    path = f"/public/{issued.agency.slug}/{issued.fiscal_year}/{issued.kind}/{issued.version}/"
    return {
        "kind": issued.kind,
        "fiscal_year": issued.fiscal_year,
        "round": document.asking.fiscal_year,
        "item": document.asking.item(document.kind.asked_as) or None,
        "title": issued.title,
        "number": issued.number or None,
        "date": issued.date.isoformat(),
        "version": issued.version,
        "published_at": issued.published_at.isoformat(),
        "sha256": issued.sha256,
        "url": address(path),
        "verify_url": address(f"/verify/{issued.sha256}/"),
        "files": [
            {"format": file.format, "bytes": file.size, "sha256": file.sha256, "url": address(f"{path}{file.format}/")}
            for file in issued.files.all()
        ],
    }


def _text(value: Any) -> str | None:
    return None if value is None else printed(value)


def licence_words(page: PublicPage) -> str:
    """Return under which condition the data may be used, in words."""
    return PublicPage.Licence(page.licence).label
