"""Open data and the feed."""

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from ita_portal.site_address import absolute_here
from public.feed import agency_feed
from public.open_data import agency_data, csv_lines, figure_rows
from public.published import public_agency
from public.views.open_to_all import open_to_all

CSV = "text/csv; charset=utf-8"


@open_to_all
def data_json(request: HttpRequest, agency: str) -> HttpResponse:
    """All that an agency shows, for programs."""
    data = agency_data(public_agency(agency), lambda path: absolute_here(request, path))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})


@open_to_all
def data_csv(request: HttpRequest, agency: str) -> HttpResponse:
    """The announced figures of an agency, a row each, for spreadsheets."""
    found = public_agency(agency)
    return HttpResponse("".join(csv_lines(figure_rows([found.agency]))), content_type=CSV)


@open_to_all
def all_data_csv(request: HttpRequest) -> HttpResponseBase:
    """The announced figures of all agencies that show them, sent while they are read."""
    return StreamingHttpResponse(csv_lines(figure_rows()), content_type=CSV)


@open_to_all
def feed(request: HttpRequest, agency: str) -> HttpResponse:
    """What an agency published, the newest first, as Atom."""
    content = agency_feed(public_agency(agency), lambda path: absolute_here(request, path))
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
