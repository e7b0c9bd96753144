from assessments.views.benchmark import benchmark
from assessments.views.compare import compare
from assessments.views.findings import draft_findings, findings, findings_unit
from assessments.views.sheet import cells, lock, sheet, undo
from assessments.views.spreadsheets import confirm_upload, download, paste, upload

__all__ = [
    "benchmark",
    "cells",
    "compare",
    "confirm_upload",
    "download",
    "draft_findings",
    "findings",
    "findings_unit",
    "lock",
    "paste",
    "sheet",
    "undo",
    "upload",
]
