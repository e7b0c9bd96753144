"""Advice of an overseer to agencies that were chosen in the table, and filters of that table kept for again."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import agencies_of
from agencies.models import Agency, User
from agencies.once import once
from agencies.views.person import person_of
from ita_portal.text.spelling import one_spelling
from measures.cycles import open_result_year
from workspace.models import AreaFilter
from workspace.oversight_services import TooManyAreaFilters, advice_give, advice_given, area_filter_save

MOST_AGENCIES, MOST_NOTES = 400, 50
LONGEST_FILTER = 500
# Of the table's address: what may be kept under a name.
FILTERS = ("province", "district", "show", "weak", "sort")


class AdviceForm(forms.Form):
    about = forms.CharField(
        label="เรื่อง",
        max_length=150,
        help_text="เช่น ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ",
        error_messages={"required": "กรุณากรอกเรื่อง", "max_length": "กรุณากรอกไม่เกิน 150 ตัวอักษร"},
    )
    text = forms.CharField(
        label="คำแนะนำ",
        max_length=4_000,
        error_messages={"required": "กรุณากรอกคำแนะนำ", "max_length": "กรุณากรอกไม่เกิน 4,000 ตัวอักษร"},
    )
    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
@once
def advice(request: HttpRequest) -> HttpResponse:
    """Write to the chosen agencies; their coordinators find it in the inbox."""
    user = overseer_of(request)
    agencies = _chosen(user, request)
    year = open_result_year(timezone.localdate())
    form = AdviceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and agencies:
        advice_give(agencies=agencies, result_year=year, actor=user, **form.cleaned_data)
        messages.success(request, f"ส่งคำแนะนำถึง {len(agencies)} หน่วยงานแล้ว")
        return redirect("oversight")
    context = {
        "form": form,
        "agencies": agencies,
        "notes": advice_given(agencies, year, MOST_NOTES),
        "result_year": year,
    }
    return render(request, "workspace/advice.html", context, status=422 if form.errors else 200)


@require_POST
def area_filters(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the table under a name for the person, or forget some that were kept."""
    user = overseer_of(request)
    if forgotten := request.POST.get("forget", ""):
        AreaFilter.objects.filter(user=user, name=forgotten).delete()
        return redirect("oversight")
    name = " ".join(one_spelling(request.POST.get("name", "")).split())
    query = urlencode([(key, value) for key in FILTERS if (value := request.POST.get(key, ""))])
    if len(query) > LONGEST_FILTER:
        query = ""  # of no page of the portal
    if not name or len(name) > 60 or not query:
        messages.error(request, "กรุณาเลือกตัวกรองก่อน แล้วตั้งชื่อไม่เกิน 60 ตัวอักษร")
    else:
        _keep(request, user, name, query)
    return redirect(f"{reverse('oversight')}{f'?{query}' if query else ''}")


def _keep(request: HttpRequest, user: User, name: str, query: str) -> None:
    try:
        area_filter_save(name=name, query=query, user=user)
    except TooManyAreaFilters:
        messages.error(request, "บันทึกตัวกรองไว้ครบ 12 รายการแล้ว กรุณาลบรายการที่ไม่ใช้ก่อน")
    else:
        messages.success(request, f"บันทึกตัวกรอง “{name}” แล้ว")


def overseer_of(request: HttpRequest) -> User:
    """Return who oversees something, or raise 403."""
    user = person_of(request)
    if not user.is_superuser and not user.oversights.exists():
        raise PermissionDenied
    return user


def _chosen(user: User, request: HttpRequest) -> list[Agency]:
    """Return the agencies that the address or the form names; one that the person does not oversee is not there."""
    named = set((request.POST if request.method == "POST" else request.GET).getlist("agency")[:MOST_AGENCIES])
    found = list(agencies_of(user).filter(slug__in=named))
    if len(found) != len(named):
        raise Http404
    return found
