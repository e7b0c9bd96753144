"""Forget what was removed more than 30 days ago, with its files, and texts that were typed and not stored for as long.

Notices that were read or dealt with go after half a year, others after two.

For cron, once a day; running it again is safe.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from agencies.removal_services import removed_purge
from agencies.services import forms_forget, notices_forget


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{removed_purge()} removed things forgotten.")
        self.stdout.write(f"{forms_forget(timezone.now())} unsaved forms forgotten.")
        self.stdout.write(f"{notices_forget(timezone.now())} old notices forgotten.")
