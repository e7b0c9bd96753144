"""Look whether published documents open where the agencies' websites have them, and links of evidence where they lead.

For cron, once a day. Coordinators are told of each document that does not open while its round is at hand; the register
of evidence names the links that do not. Without LINK_CHECKS nothing is asked.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from measures.evidence_looks import evidence_look
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
        found = [not each.seen_as for each in evidence_look(timezone.localdate())]
        self.stdout.write(f"{len(found)} links of evidence looked at, {found.count(False)} do not open.")
