"""The files in which a year's scores can be had."""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.models import Agency
from assessments.rules.sheet import Sheet
from assessments.spreadsheets.csv_file import exchange_csv
from assessments.spreadsheets.exchange import Exchange, build_exchange
from assessments.spreadsheets.workbook import exchange_xlsx
from ita_portal.spreadsheets.workbook import XLSX


@dataclass(frozen=True)
class FileType:
    content_type: str
    print_exchange: Callable[[Exchange], bytes]


FILE_TYPES = {
    "xlsx": FileType(XLSX, exchange_xlsx),
    "csv": FileType("text/csv; charset=utf-8", exchange_csv),
}


def scores_file(file_type: str, *, agency: Agency, sheet: Sheet, with_parts: bool = False) -> bytes:
    """Return the sheet as a file that imports with nothing to change."""
    name = " ".join(filter(None, (agency.full_name, agency.place)))
    exchange = build_exchange(sheet, agency_name=name, agency_code=agency.slug, with_parts=with_parts)
    return FILE_TYPES[file_type].print_exchange(exchange)
