"""Measures and their reports as things that people talk about."""

from django.urls import reverse

from agencies.services import ConversationTopic
from assessments.years import AgencyYear
from measures.models import Measure, ReportingRound


def measure_topic(year: AgencyYear, measure: Measure) -> ConversationTopic:
    path = reverse("measure-progress", args=(year.agency.slug, year.fiscal_year, measure.key))
    return ConversationTopic(year.agency, year.fiscal_year, f"measure:{measure.key}", measure.title, path)


def report_topic(year: AgencyYear, measure: Measure, reporting_round: ReportingRound) -> ConversationTopic:
    place = (year.agency.slug, year.fiscal_year, reporting_round.key, measure.key)
    return ConversationTopic(
        year.agency,
        year.fiscal_year,
        f"report:{reporting_round.key}:{measure.key}",
        f"{reporting_round.name}: {measure.title}",
        reverse("round-report", args=place),
    )
