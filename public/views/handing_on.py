"""What an agency takes along from its public page: a poster with a QR code, and links for its own website."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from ita_portal.site_address import absolute_here
from public.published import PublicAgency, public_agency
from public.views.open_to_all import open_to_all
from reports.models import IssuedDocument
from reports.output.qr_code import qr_code_uri


@open_to_all
def poster(request: HttpRequest, agency: str) -> HttpResponse:
    """One sheet of A4 to hang up: who scans it comes to the page of the agency."""
    found = public_agency(agency)
    address = absolute_here(request, reverse("public-agency", args=[agency]))
    context = {"agency": found.agency, "address": address, "qr_code": qr_code_uri(address)}
    return render(request, "public/poster.html", context)


@open_to_all
def links(request: HttpRequest, agency: str) -> HttpResponse:
    """The addresses of the published documents as HTML, to be pasted into any website."""
    found = public_agency(agency)
    context = {"agency": found.agency, "years": (years := _years(request, found))}
    context["html"] = render_to_string("public/_links_to_paste.html", {"years": years})
    return render(request, "public/links.html", context)


def _address(request: HttpRequest, issued: IssuedDocument) -> str:
    path = reverse("public-document", args=[issued.agency.slug, issued.fiscal_year, issued.kind])
    return absolute_here(request, path)


def _years(request: HttpRequest, found: PublicAgency) -> list[tuple[int, list[tuple[str, str]]]]:
    """Return title and whole address of each document under its year, the newest year first."""
    years = [(year, found.documents_of(year)) for year in found.years]
    return [
        (year, [(each.current.title, _address(request, each.current)) for each in documents if each.current])
        for year, documents in years
        if documents
    ]
