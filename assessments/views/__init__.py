from assessments.views.compare import compare
from assessments.views.findings import findings
from assessments.views.history import history
from assessments.views.sheet import cell, lock, sheet

__all__ = ["cell", "compare", "findings", "history", "lock", "sheet"]
