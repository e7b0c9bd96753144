from workspace.views.checks import checks
from workspace.views.history import history, history_download
from workspace.views.overview import overview
from workspace.views.removed import removed, restore

__all__ = ["checks", "history", "history_download", "overview", "removed", "restore"]
