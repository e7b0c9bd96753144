from workspace.views.advice import advice, area_filters
from workspace.views.checks import checks
from workspace.views.conversation import conversation
from workspace.views.document_import import document_import, document_import_check, document_import_revoke
from workspace.views.history import history, history_download
from workspace.views.home import agency_home
from workspace.views.oversight import oversight, oversight_district, oversight_download
from workspace.views.overview import overview
from workspace.views.removed import removed, restore
from workspace.views.search import search_page

__all__ = [
    "advice",
    "agency_home",
    "area_filters",
    "checks",
    "conversation",
    "document_import",
    "document_import_check",
    "document_import_revoke",
    "history",
    "history_download",
    "oversight",
    "oversight_district",
    "oversight_download",
    "overview",
    "removed",
    "restore",
    "search_page",
]
