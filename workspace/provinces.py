"""The provinces of a large area side by side, from announced totals alone: counted by the database, not row by row."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery

from agencies.models import Agency
from assessments.models import Figure
from ita_portal.text.dictionary_order import dictionary_key

TOTAL = "total"


@dataclass(frozen=True)
class ProvinceSums:
    """A province: its agencies, those with an announced total, those below their target, and the mean of the totals."""

    name: str
    count: int
    known: int
    below: int
    mean: Decimal | None
    mean_before: Decimal | None


def province_sums(agencies: "QuerySet[Agency]", result_year: int) -> list[ProvinceSums]:
    """Return the provinces of agencies in the order of the dictionary, in one query."""
    counted = (
        agencies.order_by()
        .annotate(total=_total(result_year), before=_total(result_year - 1))
        .values("province")
        .annotate(
            count=Count("pk"),
            known=Count("total"),
            below=Count("pk", filter=Q(total__lt=F("target"))),
            mean=Avg("total"),
            mean_before=Avg("before"),
        )
        .values_list("province", "count", "known", "below", "mean", "mean_before")
    )
    found = [ProvinceSums(*each[:4], _decimal(each[4]), _decimal(each[5])) for each in counted]
    return sorted(found, key=lambda each: dictionary_key(each.name))


def _total(result_year: int) -> Subquery:
    totals = Figure.objects.filter(
        code=TOTAL, assessment__agency=OuterRef("pk"), assessment__framework__fiscal_year=result_year
    )
    return Subquery(totals.values("value")[:1], output_field=DecimalField(max_digits=9, decimal_places=4))


def _decimal(mean: object) -> Decimal | None:
    return None if mean is None else Decimal(str(mean))
