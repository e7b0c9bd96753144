"""What the tests of the assessment share."""

from collections.abc import Callable

import pytest

from assessments.models import Framework
from assessments.rules.structure import Structure


@pytest.fixture
def structure_of(frameworks: None) -> Callable[[int], Structure]:
    """Return the structure of a year of fixtures/frameworks as it comes back from the database."""
    return lambda year: Framework.objects.get(fiscal_year=year).structure()
