"""Load the demonstration agencies, and in demonstration mode (DEMO=true) one account per role and their reports."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.demonstration_accounts import PASSWORD
from assessments.models import Framework
from workspace.demonstration.agencies import (
    HOME,
    SLUGS,
    demonstration_accounts_load,
    demonstration_agency_load,
)
from workspace.demonstration.living import demonstration_cycle_load, demonstration_papers_load
from workspace.demonstration.rounds import demonstration_rounds_load


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if not Framework.objects.exists():
            raise CommandError("no framework years yet: run load_frameworks first")
        loaded = [slug for slug in SLUGS if demonstration_agency_load(slug=slug)]
        self.stdout.write(f"Demonstration agencies loaded: {', '.join(loaded) or 'none, all are there already'}")
        if not settings.DEMO:
            self.stdout.write("No accounts and no reporting rounds were made: they come only with DEMO=true.")
            return
        self.stdout.write(f"Demonstration accounts (password {PASSWORD}):")
        for username, role in demonstration_accounts_load():
            self.stdout.write(f"  {username:<14}{role}")
        if demonstration_rounds_load(slug=HOME):
            self.stdout.write(f"Reporting rounds of {HOME} loaded, accepted and closed.")
        if result_year := demonstration_cycle_load(slug=HOME):
            demonstration_papers_load(slug=HOME, result_year=result_year)
            self.stdout.write(f"A living cycle of {HOME} loaded: an invented result of {result_year} and its plan.")
