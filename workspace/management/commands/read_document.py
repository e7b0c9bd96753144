"""Print what the reader finds in a document: a Word file, a PDF with text, a web page, plain text, a spreadsheet.

Nothing is stored. Without --year the document's own words say which year's result it tells of.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import Agency
from agencies.rules.agency_names import names_agency
from assessments.management.year_command import one_of
from assessments.models import Framework
from ita_portal.documents.reading import read_document
from ita_portal.documents.refusal import MAX_BYTES, DocumentUnreadable
from ita_portal.documents.source import SourceDocument
from workspace.document_import.reading import reading_of, year_of_document
from workspace.document_import.told import told

FORMATS = ("json", "text")


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--agency", metavar="SLUG", help="whose plan of the year says which year months are of")
        parser.add_argument("--year", type=int, metavar="YEAR", help="of the result, Buddhist era")
        parser.add_argument("--format", default="json", metavar="FORMAT", help=" or ".join(FORMATS))

    def handle(self, *args: Any, **options: Any) -> None:
        printed = one_of(FORMATS, options["format"])
        agency = _agency(options["agency"])
        document = _document(options["file"])
        years = year_of_document(document)
        framework = _framework(options["year"], years)
        structure = framework.structure()
        is_named = partial(names_agency, own=agency.called) if agency else lambda text: None
        plan_year = _plan_year(agency, framework)
        reading = reading_of(document, structure, years=years, plan_year=plan_year, is_named=is_named)
        content = told(reading, structure) | ({} if years or options["year"] else {"year": None})
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) if printed == "json" else _text(content))


def _agency(slug: str | None) -> Agency | None:
    agency = Agency.objects.filter(slug=slug).first() if slug else None
    if slug and agency is None:
        raise CommandError(f"no agency {slug!r}")
    return agency


def _document(path: Path) -> SourceDocument:
    try:
        with path.open("rb") as file:
            return read_document(path.name, file.read(MAX_BYTES + 1))
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}") from error
    except DocumentUnreadable as refused:
        raise CommandError(str(refused)) from refused


def _framework(year: int | None, named: tuple[int, ...]) -> Framework:
    """Return the framework of the year that was given, else of the year that the document names, else the newest."""
    if year is not None:
        found = Framework.objects.filter(fiscal_year=year).first()
        if found is None:
            raise CommandError(f"no framework for fiscal year {year}")
        return found
    known = {each.fiscal_year: each for each in Framework.objects.order_by("fiscal_year")}
    if not known:
        raise CommandError("no framework is loaded: manage.py load_frameworks")
    return next((known[each] for each in named if each in known), known[max(known)])


def _plan_year(agency: Agency | None, framework: Framework) -> int | None:
    plans = agency.plans.filter(assessment__framework=framework) if agency else ()
    return next((plan.fiscal_year for plan in plans), None)


def _text(content: dict[str, Any]) -> str:
    lines = []
    for name, value in content.items():
        if isinstance(value, list):
            lines += [f"{name}: {len(value)}", *(f"  {_line(each)}" for each in value)]
        elif isinstance(value, dict):
            lines.append(f"{name}: {_line(value) or '-'}")
        else:
            lines.append(f"{name}: {value if value is not None else '-'}")
    return "\n".join(lines)


def _line(value: Any) -> str:
    if isinstance(value, dict):
        parts = ((name, _line(each)) for name, each in value.items())
        return "  ".join(f"{name}={text}" for name, text in parts if text)
    if isinstance(value, list):
        return " / ".join(map(_line, value))
    return "" if value is None else " ".join(str(value).split())
