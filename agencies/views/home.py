"""The way in: from the login to the agency."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies.access import agencies_of
from agencies.views.person import person_of

PAGE_LENGTH = 50
# With more agencies than this the page offers a search.
FEW = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the person's agency; with several, let them choose; with many, let them search."""
    user = person_of(request)
    agencies = agencies_of(user)
    count = agencies.count()
    if count == 1 and "q" not in request.GET:
        return redirect("agency", agencies[0].slug)
    query = request.GET.get("q", "").strip()[:100]
    for word in query.split():
        agencies = agencies.filter(
            Q(name__icontains=word)
            | Q(district__icontains=word)
            | Q(province__icontains=word)
            | Q(slug__icontains=word)
        )
    page = Paginator(agencies.order_by("province", "district", "slug"), PAGE_LENGTH).get_page(request.GET.get("page"))
    areas = user.oversights.all()
    context = {"page": page, "count": count, "query": query, "has_search": count > FEW, "areas": areas}
    return render(request, "agencies/home.html", context)
