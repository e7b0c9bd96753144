"""The assessment rounds of all framework years, loaded in one query."""

from assessments.models import Framework
from assessments.rules.assessment_round import RoundCalendar


def round_calendar() -> RoundCalendar:
    """Return the rounds that the portal has frameworks of, for whoever asks which of them reads a document."""
    return RoundCalendar({each.fiscal_year: each.round() for each in Framework.objects.order_by()})
