"""What the commands about an agency's year share."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import Agency
from assessments.models import Assessment, Framework


def one_of(choices: Iterable[str], given: str) -> str:
    """Return `given` when it is one of the choices, or say in one line what they are."""
    choices = list(choices)
    if given not in choices:
        raise CommandError(f"{given!r} is not one of {', '.join(choices)}")
    return given


class YearCommand(BaseCommand):
    """A command with --agency SLUG and --year YEAR, the Buddhist-era fiscal year."""

    # They import every page of the portal, which costs more than most of these commands; `check` runs them.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True, type=int, metavar="YEAR", help="Buddhist-era fiscal year")
        parser.add_argument("--skip-checks", action="store_true", help="taken as before: there are none to skip")

    def agency(self, options: dict[str, Any]) -> Agency:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise CommandError(f"no agency {options['agency']!r}")
        return agency

    def framework(self, options: dict[str, Any]) -> Framework:
        framework = Framework.objects.filter(fiscal_year=options["year"]).first()
        if framework is None:
            raise CommandError(f"no framework for fiscal year {options['year']}")
        return framework

    def assessment(self, options: dict[str, Any]) -> Assessment:
        agency = self.agency(options)
        assessment = Assessment.objects.for_year(agency, options["year"]).with_sheet().first()
        if assessment is None:
            raise CommandError(f"{agency.slug} has no assessment of fiscal year {options['year']}")
        return assessment
