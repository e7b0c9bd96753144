from measures.views.evidence import evidence_file
from measures.views.measure import measure_delete, measure_edit, measure_move, measure_new
from measures.views.my_work import my_work, my_work_short
from measures.views.plan import plan, plan_start, proposals_add, proposals_recall, proposals_set_aside
from measures.views.progress import measure_progress, progress_undo
from measures.views.report import report_recall, round_report
from measures.views.rounds import (
    report_return,
    reporting_round,
    reports_accept,
    round_close,
    round_edit,
    round_new,
    rounds,
    rounds_open,
)

__all__ = [
    "evidence_file",
    "measure_delete",
    "measure_edit",
    "measure_move",
    "measure_new",
    "measure_progress",
    "my_work",
    "my_work_short",
    "plan",
    "plan_start",
    "progress_undo",
    "proposals_add",
    "proposals_recall",
    "proposals_set_aside",
    "report_recall",
    "report_return",
    "reporting_round",
    "reports_accept",
    "round_close",
    "round_edit",
    "round_new",
    "round_report",
    "rounds",
    "rounds_open",
]
