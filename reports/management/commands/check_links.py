"""Look whether published documents open where the agencies' websites have them, while their rounds are at hand.

For cron, once a day. Coordinators are told of each address that does not open. Without LINK_CHECKS nothing is asked.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.issue.handover import seen_place
from reports.issue.link_checks import links_look


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LINK_CHECKS:
            self.stdout.write("Links are not looked at (LINK_CHECKS): people tick what they have opened.")
            return
        looked = [seen_place(each).is_open for each in links_look(timezone.now())]
        self.stdout.write(f"{len(looked)} addresses looked at, {looked.count(False)} do not open.")
