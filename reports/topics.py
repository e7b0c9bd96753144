"""Documents as things that people talk about."""

from django.urls import reverse

from agencies.services import ConversationTopic
from assessments.years import AgencyYear
from reports.content.document_kind import DocumentKind


def document_topic(year: AgencyYear, kind: DocumentKind) -> ConversationTopic:
    """Return a document as a topic; one that is put before executives is talked about where they give opinions."""
    subject = f"document:{kind.slug}"
    place = (year.agency.slug, year.fiscal_year)
    page = ("document-opinions", kind.slug) if kind.asks_executives else ("conversation", subject)
    return ConversationTopic(
        year.agency, year.fiscal_year, subject, kind.options.name, reverse(page[0], args=(*place, page[1]))
    )
