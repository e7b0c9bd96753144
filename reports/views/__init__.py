from reports.views.documents import document, documents, docx, pdf
from reports.views.overview import checks, overview
from reports.views.settings import preview, settings

__all__ = ["checks", "document", "documents", "docx", "overview", "pdf", "preview", "settings"]
