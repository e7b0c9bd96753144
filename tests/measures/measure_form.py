"""The form of a measure as tests fill it in, and what is stored of it."""

from measures.models import Measure
from tests.portal.forms import Posted, opened

PLAN = "/nanueng/2568/measures/"
NEW = f"{PLAN}new/"


def titles(plan) -> list[str]:
    return [measure.title for measure in plan.measures.all()]


def steps(measure: Measure) -> list[str]:
    return [step.text for step in measure.steps.all()]


def owners(measure: Measure) -> list[str]:
    return [str(owner) for owner in measure.owners.order_by("position")]


def filled(client, agency, url: str = NEW, **typed: str | list[str]) -> Posted:
    """Open the form and fill it in; owners are given by the names of their departments."""
    if "owners" in typed:
        typed["owners"] = [str(agency.departments.get(name=name).pk) for name in typed["owners"]]
    return opened(client, url, "title") | typed


def add(client, agency, **typed):
    return client.post(NEW, filled(client, agency, **{"title": "มาตรการใหม่"} | typed))


def edit(client, measure: Measure, **typed):
    return client.post(address(measure), filled(client, measure.plan.agency, address(measure), **typed))


def address(measure: Measure, action: str = "") -> str:
    return f"{PLAN}{measure.key}/{action}"
