"""Forget what was removed more than 30 days ago, with its files. For cron, once a day; running it again is safe."""

from typing import Any

from django.core.management.base import BaseCommand

from agencies.removal_services import removed_purge


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{removed_purge()} removed things forgotten.")
