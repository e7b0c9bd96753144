"""The open-data instrument by the rule of each year, from the items that failed."""

from decimal import Decimal

import pytest

from assessments.models import Framework
from assessments.rules.figures import printed
from assessments.rules.scoring import compute

FULL, NONE = Decimal(100), Decimal(0)
CASES = [
    # year, failed items, indicator, printed figure
    (2564, "o1", 9, "97.78"),  # one of the nine of 9.1
    (2564, "o10", 9, "97.50"),  # one of the eight of 9.2
    (2564, "o18", 9, "97.14"),  # one of the seven of 9.3
    (2564, "o29", 9, "96.00"),  # one of the five of 9.5
    (2564, "o9 o33", 9, "93.78"),
    (2564, "o17 o24", 9, "94.64"),
    (2564, "o34", 10, "93.75"),  # one of the eight of 10.1
    (2564, "o34 o35", 10, "87.50"),
    (2565, "o18 o25", 9, "92.14"),
    (2565, "o24 o28", 9, "92.14"),
    (2566, "o13 o22", 9, "92.50"),
    (2568, "o1", 9, "95.00"),  # one of twenty items, all alike
    (2568, "o21 o28", 10, "75.00"),
]


@pytest.mark.parametrize(("fiscal_year", "failed", "indicator", "figure"), CASES)
def test_failed_items_give_the_indicator(frameworks, fiscal_year, failed, indicator, figure):
    structure = Framework.objects.get(fiscal_year=fiscal_year).structure()
    figures = {q.code: NONE if q.code in failed.split() else FULL for q in structure.questions}
    assert printed(compute(structure, figures).indicators[indicator]) == figure
