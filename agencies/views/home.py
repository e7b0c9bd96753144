"""The way in: from the login to the agency."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies.access import agencies_of
from agencies.rules.agency_search import LONGEST_QUERY, read_query
from agencies.views.person import person_of
from ita_portal.text.dictionary_order import dictionary_key
from ita_portal.text.spelling import one_spelling

PAGE_LENGTH = 50
# With more agencies than this the page offers a search.
FEW = 10


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the person's agency, or overseers to the table of theirs; with several, let them choose or search.

    Who is not signed in stands before the front door.
    """
    if not request.user.is_authenticated:
        return render(request, "agencies/front_door.html")
    user = person_of(request)
    agencies = agencies_of(user).listed().only("slug", "kind", "name", "district", "province")
    first = agencies[:2]
    if len(first) == 1 and "q" not in request.GET:
        return redirect("agency", first[0].slug)
    if "q" not in request.GET and user.oversights.exists() and not user.memberships.exists():
        return redirect("oversight")
    query = one_spelling(request.GET.get("q", "")).strip()[:LONGEST_QUERY]
    count = agencies.count()
    context = {
        "page": Paginator(agencies.called(read_query(query)), PAGE_LENGTH).get_page(request.GET.get("page")),
        "count": count,
        "query": query,
        "has_search": count > FEW,
        "areas": sorted(user.oversights.all(), key=lambda each: dictionary_key(f"{each.province} {each.district}")),
    }
    return render(request, "agencies/home.html", context)
