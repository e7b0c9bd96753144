"""What the tests of the assessment share."""

from collections.abc import Callable

import pytest

from assessments.models import Framework
from assessments.rules.structure import Structure
from assessments.spreadsheets.upload import ScoreChange, ScoreUpload
from ita_portal.spreadsheets.upload import FileCheck
from tests.assessments.score_files import file_of


@pytest.fixture
def structure_of(frameworks: None) -> Callable[[int], Structure]:
    """Return the structure of a year of fixtures/frameworks as it comes back from the database."""
    return lambda year: Framework.objects.get(fiscal_year=year).structure()


@pytest.fixture
def check(nanueng):
    """Return a function that checks a file for the home agency's year."""

    def checked(content: bytes, name: str = "scores.csv", year: int = 2568, agency=nanueng) -> FileCheck[ScoreChange]:
        framework = Framework.objects.get(fiscal_year=year)
        return ScoreUpload(agency, framework, actor=None).check(name, content)

    return checked


@pytest.fixture
def book(nanueng) -> bytes:
    return file_of(nanueng)
