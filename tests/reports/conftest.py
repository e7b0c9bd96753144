"""What the tests of issuing share."""

import pytest

from tests.reports.issuing_year import mend, quick_files


@pytest.fixture
def quick(monkeypatch):
    quick_files(monkeypatch)


@pytest.fixture
def agency(nanueng, quick):
    mend(nanueng)
    return nanueng
