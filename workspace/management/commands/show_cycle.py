"""Print the board of a cycle: its tasks, its documents and what is left over, for any day."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agencies.models import Agency
from assessments.management.year_command import one_of
from assessments.rules.cycle import cycle_of_result
from assessments.rules.level_reason import level_reason
from measures.cycles import cycles_for, open_result_year
from reports.issue.rules.paper import Paper
from reports.issue.rules.stage import stage_of
from workspace.board import Board, BoardTask, board_for
from workspace.cycle_facts import CycleFacts

FORMATS = ("text", "json")


def day(text: str) -> date:
    """Return the day that an option names in the common era, as 2026-11-28."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{text}: a day is written as 2026-11-28") from wrong


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument(
            "--year", type=int, metavar="YEAR", help="of the result; that of the open cycle when left out"
        )
        parser.add_argument("--date", type=day, metavar="DAY", help="as 2026-11-28; today when left out")
        parser.add_argument("--format", default="text", metavar="FORMAT", help=" or ".join(FORMATS))

    def handle(self, *args: Any, **options: Any) -> None:
        printed = one_of(FORMATS, options["format"])
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise CommandError(f"no agency {options['agency']}")
        today = options["date"] or timezone.localdate()
        cycles = cycles_for(agency, today)
        cycle = cycle_of_result(cycles.cycles, options["year"] or open_result_year(today))
        content = _content(*board_for(agency, cycles, cycle, today))
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) if printed == "json" else _text(content))


def _content(loaded: CycleFacts, board: Board) -> dict[str, Any]:
    sheet, cycle = loaded.sheet, loaded.cycle
    return {
        "result_year": cycle.result_year,
        "plan_year": cycle.plan_year,
        "level": sheet.level if sheet else "",
        "level_reason": level_reason(sheet) if sheet else "",
        "tasks": [_task(each) for each in board.tasks],
        "documents": [_document(paper, board) for paper in board.facts.papers],
        "left_over": [_task(each) for each in board.left_over.tasks] if board.left_over else [],
    }


def _task(each: BoardTask) -> dict[str, Any]:
    task = each.task
    return {
        "id": task.id,
        "state": task.stage.state.value,
        "reason": " ".join(text for text in (task.stage.words, task.stage.reason) if text),
        "who": task.stage.who,
        "due": task.due.isoformat() if task.due else None,
        "url": each.url,
    }


def _document(paper: Paper, board: Board) -> dict[str, Any]:
    url = next(each.url for each in board.tasks if each.task.id == f"document:{paper.kind}")
    return {
        "kind": paper.kind,
        "plan_year": board.facts.cycle.plan_year,
        "round": paper.round,
        "item": paper.item or None,
        "state": stage_of(paper, board.facts.today).late_by(paper.due, board.facts.today).state.value,
        "url": url,
    }


def _text(content: dict[str, Any]) -> str:
    lines = [
        f"{content['result_year']} -> {content['plan_year']} {content['level']} {content['level_reason']}".rstrip()
    ]
    for name in ("tasks", "left_over"):
        lines += [f"{name}:", *(_line(task) for task in content[name])]
    return "\n".join(lines)


def _line(task: dict[str, Any]) -> str:
    return "  ".join(
        str(part) for part in (task["id"], task["state"], task["reason"], task["who"], task["due"]) if part
    )
