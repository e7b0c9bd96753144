"""Import the announced results of many agencies of a year from an XLSX or CSV file: name or code, kind, district,
province, ten indicators, instruments, total, level, ranks, as far as the list has them.

Nothing is written when a row is wrong, or with --dry-run. Whatever a person would be asked on the page of the
administration is refused with its row: a doubtful agency unless --new-where-doubtful, a contradiction unless
--as-announced. What agencies typed themselves is never changed; where it differs, that is told.
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.rules.agency_matching import NEW
from agencies.rules.announced_names import read_province
from assessments.management.import_command import file_content
from assessments.models import Framework
from assessments.national_list import NationalCheck, NationalList
from assessments.national_services import NationalRefused, national_list_keep, national_list_store


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--year", required=True, type=int, metavar="YEAR", help="Buddhist-era fiscal year")
        parser.add_argument("--province", default="", help="province of a list that does not say one")
        parser.add_argument("--dry-run", action="store_true", help="check the file and write nothing")
        parser.add_argument("--as-announced", action="store_true", help="take results that contradict themselves")
        parser.add_argument("--new-where-doubtful", action="store_true", help="take doubtful agencies as new ones")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = Framework.objects.filter(fiscal_year=options["year"]).first()
        if framework is None:
            raise CommandError(f"no framework for fiscal year {options['year']}")
        if options["province"] and not read_province(options["province"]):
            raise CommandError(f"no province {options['province']!r}")
        path = options["file"]
        check = self._checked(NationalList(framework, path.name, file_content(path), options["province"]))
        if problems := [*check.problems, *_refused(check, options)]:
            raise CommandError("\n".join(map(str, problems)))
        self._tell(check)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        answers = {row.number: NEW for row in check.doubts}
        try:
            kept = national_list_keep(framework=framework, check=check, actor=None)
            outcome = national_list_store(kept=kept, answers=answers, as_announced=options["as_announced"], actor=None)
        except NationalRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{outcome.stored} stored, {outcome.made} agencies new, {outcome.replaced} replaced, "
            f"{outcome.unchanged} unchanged."
        )

    def _checked(self, announced: NationalList) -> NationalCheck:
        check = NationalCheck(announced.framework.fiscal_year)
        for done, count in announced.checking(check):
            if sys.stderr.isatty():
                self.stderr.write(f"\r{done} of {count} rows", ending="" if done < count else "\n")
        return check

    def _tell(self, check: NationalCheck) -> None:
        self.stdout.write(f"{len(check.rows)} rows: {check.known} known agencies, {check.new} new ones.")
        if check.left_aside:
            self.stdout.write(f"{check.left_aside} rows of other years left aside.")
        for problem in check.contradictions:
            self.stdout.write(f"as announced: {problem}")
        for each in check.differences:
            self.stdout.write(
                f"typed otherwise, kept: {each.agency} {each.code}: {each.typed}, announced {each.announced}"
            )


def _refused(check: NationalCheck, options: dict[str, Any]) -> list[str]:
    """Return what a person would be asked."""
    refused = [] if options["as_announced"] else [str(each) for each in check.contradictions]
    doubts = [] if options["new_where_doubtful"] else check.doubts
    return refused + [
        f"แถว {row.number}: {row.name.name}: {row.match.reason} ({', '.join(row.match.offered)})" for row in doubts
    ]
