"""The page on which a coordinator chooses what everybody may see."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access import Access, Right, access_to
from public.form import PublicPageForm
from public.published import page_of
from public.services import PublicPageSavedMeanwhile, choices_of, public_page_set


@require_http_methods(["GET", "HEAD", "POST"])
def public_settings(request: HttpRequest, agency: str) -> HttpResponse:
    """What the agency shows of itself besides its published documents."""
    access = access_to(request, agency, Right.ISSUE)
    form = PublicPageForm(page_of(access.agency), request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, access, form, status=422 if form.errors else 200)
    try:
        public_page_set(agency=access.agency, choices=form.choices, seen=form.cleaned_data["seen"], actor=access.user)
    except PublicPageSavedMeanwhile as meanwhile:
        form.go_on_from(meanwhile.stored)
        return _page(request, access, form, theirs=str(choices_of(meanwhile.stored)), status=409)
    messages.success(request, "บันทึกสิ่งที่เผยแพร่แล้ว")
    return redirect("public-settings", access.agency.slug)


def _page(
    request: HttpRequest, access: Access, form: PublicPageForm, *, theirs: str = "", status: int = 200
) -> HttpResponse:
    context = {"access": access, "form": form, "theirs": theirs}
    return render(request, "public/settings.html", context, status=status)
