"""The way in for the rows of a table, on django-import-export: what every kind of table has in common.

Rows are keyed on what people know a thing by, never on a database id, and only within what the resource was made for,
so that a file can reach nothing else.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Result
from tablib import Dataset

# What a row brings along beside the texts of its columns: its number as the spreadsheet counts, why cells cannot be
# used, and what the person saw when it was checked.
ROW, TROUBLES, SEEN = "แถว", "ปัญหา", "ที่เห็น"


class TableResource(Resource):  # type: ignore[misc]  # django-import-export has no types
    """A resource whose rows become instances of its own, which services store with history and conflicts."""

    class Meta:
        using_db = DEFAULT_DB_ALIAS
        instance_loader_class = BaseInstanceLoader
        use_bulk = True  # no savepoint for each row: the services have their own, and a file is stored whole or not
        skip_diff = True
        store_instance = True
        store_row_values = True

    def __init__(self, reason: str | None = None) -> None:
        """`reason` is what the history says of the rows that are stored; without one they are only checked."""
        super().__init__()
        self.reason = reason

    def rows_import(self, rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> Result:
        """Import rows of number, troubles, what was seen and the texts of the columns: all of them or none."""
        dataset = Dataset(*rows, headers=(ROW, TROUBLES, SEEN, *columns))
        is_check = self.reason is None
        return self.import_data(dataset, dry_run=is_check, use_transactions=True, rollback_on_validation_errors=True)
