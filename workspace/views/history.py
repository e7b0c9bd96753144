"""Who changed what in a year: everything, what was asked for, or one thing; as a page by day and act, and as a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies.history import history_of, narrowed, people_of
from agencies.history_days import acts_in, days_of
from agencies.history_form import HistoryForm
from agencies.models import ChangeQuerySet
from assessments.spreadsheets.download import FILE_TYPES
from assessments.years import AgencyYear, year_of
from ita_portal.turns import takes_turn
from workspace.bar import bar_of
from workspace.history_file import ROWS_AT_ONCE, history_csv, history_xlsx

# In acts.
PAGE_LENGTH = 30


@require_safe
@takes_turn
def history(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    form, changes = _asked(request, year)
    acts = acts_in(changes)
    page = Paginator(acts, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "change_count": sum(len(act.numbers) for act in acts),
        "year": year,
        "form": form,
        "page": page,
        "days": days_of(list(page)),
        "one_thing": form.subjects,
        "file_types": [(slug, name) for slug, name in (("xlsx", "Excel"), ("csv", "CSV"))],
    }
    return render(request, "workspace/history.html", context)


@require_safe
def history_download(request: HttpRequest, agency: str, fiscal_year: int, file_type: str) -> HttpResponseBase:
    """The entries that the page would show with the same address, all pages of them.

    A wrong address downloads nothing and leads to the page, which says what is wrong.
    """
    year = year_of(request, agency, fiscal_year)
    if file_type not in FILE_TYPES:
        raise Http404
    form, changes = _asked(request, year)
    if form.errors:
        page = reverse("history", args=(agency, fiscal_year))
        return redirect(f"{page}?{request.GET.urlencode()}")
    rows = changes.iterator(chunk_size=ROWS_AT_ONCE)
    name = f"ประวัติการแก้ไข {year.agency.short_name} {year.fiscal_year}.{file_type}"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    content_type = FILE_TYPES[file_type].content_type
    if file_type == "xlsx":
        return HttpResponse(history_xlsx(rows, title=name), content_type=content_type, headers=headers)
    return StreamingHttpResponse(history_csv(rows), content_type=content_type, headers=headers)


def _asked(request: HttpRequest, year: AgencyYear) -> tuple[HistoryForm, ChangeQuerySet]:
    of_all_years = request.GET.get("years") == "all"
    changes = history_of(year.agency, bar_of(request).cycle_years, all_years=of_all_years)
    form = HistoryForm(request.GET, people_of(changes))
    return form, narrowed(changes, form.filter) if form.is_valid() else changes.none()
