"""Load or update the framework years of fixtures/frameworks. Running it again changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from assessments.framework_files import (
    FrameworkRefused,
    crosswalk_store,
    framework_store,
    read_crosswalk,
    read_framework,
)

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "frameworks"


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="folder of YEAR.yaml files")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        contents, problems = [], []
        for path in sorted(folder.glob("25[0-9][0-9].yaml")):
            try:
                contents.append(read_framework(path))
            except FrameworkRefused as refused:
                problems += refused.problems
        crosswalk = folder / "crosswalk.yaml"
        topics = read_crosswalk(crosswalk) if crosswalk.exists() else []
        if problems:
            raise CommandError("\n".join(problems))
        if not contents:
            raise CommandError(f"no framework files in {folder}")
        with transaction.atomic():
            for content in contents:
                framework_store(content=content)
            crosswalk_store(topics=topics)
        years = ", ".join(str(content["fiscal_year"]) for content in contents)
        self.stdout.write(f"Framework years loaded: {years}")
