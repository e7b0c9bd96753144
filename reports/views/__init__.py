from reports.views.documents import document, documents, docx, pdf
from reports.views.handover import handover, handover_look, handover_tick
from reports.views.issuing import issue, issued, issued_file, publish, withdraw
from reports.views.opinions import opinion_on_paper, opinion_scan, opinion_undo, opinions, submit, take_back
from reports.views.settings import preview, settings
from reports.views.style import style
from reports.views.verify import verify, verify_file, verify_form

__all__ = [
    "document",
    "documents",
    "docx",
    "handover",
    "handover_look",
    "handover_tick",
    "issue",
    "issued",
    "issued_file",
    "opinion_on_paper",
    "opinion_scan",
    "opinion_undo",
    "opinions",
    "pdf",
    "preview",
    "publish",
    "settings",
    "style",
    "submit",
    "take_back",
    "verify",
    "verify_file",
    "verify_form",
    "withdraw",
]
