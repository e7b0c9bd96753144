from assessments.views.findings import findings
from assessments.views.sheet import cell, sheet

__all__ = ["cell", "findings", "sheet"]
