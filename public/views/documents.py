"""A published document: its page, each of its versions, and their files."""

from base64 import b64encode
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date

from public.published import PublicAgency, PublishedDocument, public_agency
from public.views.open_to_all import open_to_all
from reports.content.kinds import KINDS
from reports.models import IssuedDocument, IssuedFile
from reports.output.download import CONTENT_TYPES
from reports.views.issuing import stored_file

GONE = 410
STYLE = (b"<style>", b"</style>")


@open_to_all
def document(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The newest version that is public: the address that is handed to the assessors."""
    found = public_agency(agency)
    wanted = found.document(kind, fiscal_year)
    return _page(request, found, wanted, wanted.current or wanted.versions[0])


@open_to_all
def version(request: HttpRequest, agency: str, fiscal_year: int, kind: str, version: int) -> HttpResponse:
    """One version, for ever: an older one says that there is a newer, a withdrawn one why it was withdrawn."""
    found = public_agency(agency)
    wanted = found.document(kind, fiscal_year)
    return _page(request, found, wanted, _version(wanted, version))


@open_to_all
def file(
    request: HttpRequest, agency: str, fiscal_year: int, kind: str, version: int, file_format: str
) -> HttpResponseBase:
    """The bytes of a published version: PDF and Word to keep, the page to read where one is."""
    wanted = {"agency__slug": agency, "fiscal_year": fiscal_year, "kind": kind, "version": version}
    public = IssuedDocument.objects.public().filter(**wanted)
    files = IssuedFile.objects.select_related("document__agency").defer("document__content")
    stored = files.filter(document__in=public.values("pk"), format=file_format).first()
    if stored is None:
        raise Http404
    is_page = file_format == "html"
    answer = (
        _as_page(bytes(stored.content)) if is_page else stored_file(request, stored, stored.document.agency.short_name)
    )
    assert stored.document.published_at
    answer.headers["Last-Modified"] = http_date(stored.document.published_at.timestamp())
    return answer


def _page(
    request: HttpRequest, found: PublicAgency, document: PublishedDocument, issued: IssuedDocument
) -> HttpResponse:
    context = {
        "agency": found.agency,
        "document": document,
        "issued": issued,
        "kind": KINDS[issued.kind],
        "others": [each for each in document.versions if each != issued],
    }
    return render(request, "public/document.html", context, status=200 if issued.published_at else GONE)


def _version(document: PublishedDocument, version: int) -> IssuedDocument:
    if issued := next((each for each in document.versions if each.version == version), None):
        return issued
    raise Http404


def _as_page(content: bytes) -> HttpResponse:
    """Return a document as the page that was issued: it may use its own style and nothing else at all."""
    style = content.partition(STYLE[0])[2].partition(STYLE[1])[0]
    own = b64encode(sha256(style).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{own}'; img-src data:; font-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    return HttpResponse(content, content_type=CONTENT_TYPES["html"], headers={"Content-Security-Policy": policy})
