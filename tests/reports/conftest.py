"""What the tests of issuing and of opinions share."""

import pytest

from reports.issue.approval import document_submit
from reports.models import Submission
from tests.reports.chain import hold
from tests.reports.issuing_year import quick_files
from tests.reports.kept_year import lay_out_coordinator, lay_out_issued, lay_out_mended
from tests.reports.memo_opinions import MEMO


@pytest.fixture
def quick(monkeypatch):
    quick_files(monkeypatch)


@pytest.fixture
def agency(nanueng, kept_year, quick):
    return lay_out_mended(nanueng)


@pytest.fixture
def coordinator(nanueng, kept_year):
    return lay_out_coordinator(nanueng)


@pytest.fixture
def issued(agency, coordinator):
    """The report on the result, as the coordinator issued it."""
    return lay_out_issued(agency)


@pytest.fixture
def leader(nanueng, member):
    """Holds หัวหน้าสำนักปลัด; an officer may."""
    return member(nanueng, "officer", "leader")


@pytest.fixture
def mayor(nanueng, member):
    person = member(nanueng, "executive", "mayor")
    person.display_name = "นายกของนาหนึ่ง"
    person.save()
    return person


@pytest.fixture
def chain(nanueng, leader, executive, mayor):
    return hold(nanueng, leader, executive, mayor)


@pytest.fixture
def submission(nanueng, chain, coordinator) -> Submission:
    return document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
