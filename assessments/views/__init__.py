from assessments.views.findings import findings
from assessments.views.sheet import cell, lock, sheet

__all__ = ["cell", "findings", "lock", "sheet"]
