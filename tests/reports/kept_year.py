"""The year of the home agency as it can be issued, and with a report that was: kept as rows.

To give every measure a report and to issue takes a third of a second, and a hundred tests begin with it. What is laid
out was made by the same services; the tests of these call them (`tests/reports/issuing_year.py`).
"""

from collections.abc import Callable

import pytest

from agencies.models import Agency, User
from reports.models import IssuedDocument
from tests.kept_rows import copy_rows, keep_rows, remove_rows
from tests.reports.issuing_year import issue, mend, quick_files

COORDINATOR, MENDED, ISSUED = KEPT = ("coordinator", "mended", "issued")


def keep_year(agency: Agency, make_coordinator: Callable[[], User]) -> None:
    """Keep what is added to the home agency: its coordinator, the reports of its measures, a document."""
    keep_rows(COORDINATOR, make_coordinator)
    with pytest.MonkeyPatch.context() as patch:
        quick_files(patch)
        keep_rows(MENDED, lambda: mend(agency))
        keep_rows(ISSUED, lambda: issue(agency, agency.memberships.get().user))
    for name in reversed(KEPT):
        remove_rows(name)


def lay_out_coordinator(agency: Agency) -> User:
    """Return who issued what is kept."""
    copy_rows(COORDINATOR)
    return agency.memberships.get(role="coordinator").user


def lay_out_mended(agency: Agency) -> Agency:
    """Return the home agency with all that a document needs; with `quick_files` it is issued at once."""
    copy_rows(MENDED)
    return agency


def lay_out_issued(agency: Agency) -> IssuedDocument:
    """Return the report that the kept coordinator issued for the mended agency; both have to lie there."""
    copy_rows(ISSUED)
    return agency.issued_documents.get()
