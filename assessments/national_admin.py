"""Pages of announced results of many agencies: check a list, decide doubts, store it, take it back."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from agencies.admin import ReadOnlyAdmin
from agencies.models import Agency, User
from agencies.rules.agency_matching import NEW
from agencies.rules.announced_names import read_province
from assessments import national_services
from assessments.models import Framework, NationalImport
from assessments.national_list import NationalCheck, NationalList
from assessments.national_services import LEAVE_OUT, NationalRefused
from ita_portal.spreadsheets.file_field import SpreadsheetField
from ita_portal.turns import SPREADSHEET, turn

SHOWN = 200  # problems
PARTED_HERE = "<!-- rows that were read -->"
TEMPLATES = "admin/assessments/nationalimport"
NEW_WORDS = "เป็นหน่วยงานอื่นที่ยังไม่มีในระบบ"
LEAVE_WORDS = "ไม่นำเข้าแถวนี้"


class NationalFileForm(forms.Form):
    framework = forms.ModelChoiceField(
        Framework.objects.order_by("-fiscal_year"), label="ปีงบประมาณของผล", empty_label=None
    )
    province = forms.CharField(
        label="จังหวัด",
        required=False,
        max_length=50,
        help_text="กรอกเมื่อตารางในไฟล์ไม่มีคอลัมน์จังหวัด เช่น รายชื่อของสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดเดียว",
    )
    file = SpreadsheetField(
        label="ไฟล์ผลการประเมิน (.xlsx หรือ .csv)",
        accept=".xlsx,.csv",
        help_text="ไม่เกิน 5 MB และไม่เกิน 12,000 แถว",
    )

    def clean_province(self) -> str:
        typed: str = self.cleaned_data["province"]
        if typed and not read_province(typed):
            raise forms.ValidationError("ไม่มีจังหวัดชื่อนี้")
        return read_province(typed)


@dataclass(frozen=True)
class Doubt:
    """A row that may mean one of several agencies, with what a person can answer."""

    row: int
    name: str
    place: str
    reason: str
    answers: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def field(self) -> str:
        return f"row-{self.row}"


@dataclass(frozen=True)
class KeptList:
    """A list that waits for its confirmation, as its page shows it."""

    kept: NationalImport
    given: dict[str, str]

    @cached_property
    def doubts(self) -> list[Doubt]:
        rows = [row for row in self.kept.rows if row[3][1]]
        slugs = {slug for row in rows for slug in row[3][1]}
        called = {each.slug: f"{each.full_name} {each.place}".strip() for each in Agency.objects.filter(slug__in=slugs)}
        return [self._doubt(row, called) for row in rows]

    def _doubt(self, row: list[Any], called: dict[str, str]) -> Doubt:
        number, (kind, name, district, province, _), _, (_, offered, reason, proposed) = row
        own = Agency(kind=kind, name=name, district=district, province=province)
        answers = [(slug, called.get(slug, slug)) for slug in offered]
        answers += [(NEW, NEW_WORDS), (LEAVE_OUT, LEAVE_WORDS)]
        chosen = self.given.get(f"row-{number}", proposed)
        return Doubt(number, own.full_name, own.place, reason, tuple(answers), chosen)

    @property
    def answers(self) -> dict[int, str]:
        return {doubt.row: self.given.get(doubt.field, "") for doubt in self.doubts}

    @property
    def new(self) -> int:
        return sum(not row[3][0] and not row[3][1] for row in self.kept.rows)

    @property
    def known(self) -> int:
        return sum(bool(row[3][0]) for row in self.kept.rows)


@admin.register(NationalImport)
class NationalImportAdmin(ReadOnlyAdmin):
    list_display = ["leading", "framework", "state", "row_count", "made_by", "made_at", "stored_at"]
    list_display_links = None
    list_filter = ["framework", "state"]
    exclude = ["rows", "notes"]
    change_list_template = f"{TEMPLATES}/change_list.html"

    @admin.display(description="ไฟล์")
    def leading(self, kept: NationalImport) -> str:
        return format_html('<a href="{}">{}</a>', _address(kept), kept.file_name)

    def get_urls(self) -> list[URLPattern]:
        load, kept = self.admin_site.admin_view(self.load), self.admin_site.admin_view(self.kept)
        return [
            path("load/", load, name="assessments_nationalimport_load"),
            path("<uuid:key>/", kept, name="assessments_nationalimport_kept"),
            *super().get_urls(),
        ]

    def load(self, request: HttpRequest) -> HttpResponseBase:
        """Take a file and check it; how far that is goes to the browser while it is read."""
        _require(request)
        form = NationalFileForm(request.POST, request.FILES) if request.method == "POST" else NationalFileForm()
        context = self.admin_site.each_context(request) | {"title": "นำเข้าผลการประเมินทั่วประเทศ", "form": form}
        if not form.is_valid():
            status = 422 if form.errors else 200
            return TemplateResponse(request, f"{TEMPLATES}/load.html", context, status=status)
        file = form.cleaned_data["file"]
        announced = NationalList(form.cleaned_data["framework"], file.name, file.read(), form.cleaned_data["province"])
        held = ExitStack()
        held.enter_context(turn(SPREADSHEET))  # before the answer begins: who gets none is told so on a page
        page = render_to_string(f"{TEMPLATES}/checking.html", context | {"file_name": file.name}, request)
        response = StreamingHttpResponse(_checking(held, page, announced, _require(request)))
        response.headers["X-Accel-Buffering"] = "no"  # nginx would keep the lines until all are there
        response.headers["Cache-Control"] = "no-store"
        return response

    def kept(self, request: HttpRequest, key: Any) -> HttpResponse:
        """Show what was checked, and store it or take it back as the person says."""
        actor = _require(request)
        kept = get_object_or_404(NationalImport.objects.select_related("framework", "made_by"), key=key)
        shown = KeptList(kept, request.POST.dict() if request.method == "POST" else {})
        refusal = ""
        if request.method == "POST":
            try:
                _act(request, shown, actor)
                return redirect(_address(kept))
            except NationalRefused as refused:
                refusal = str(refused)
        title = f"ผลการประเมินทั่วประเทศ ปีงบประมาณ พ.ศ. {kept.framework.fiscal_year}"
        context = self.admin_site.each_context(request) | {"title": title, "list": shown, "refusal": refusal}
        return TemplateResponse(request, f"{TEMPLATES}/kept.html", context, status=409 if refusal else 200)


def _act(request: HttpRequest, shown: KeptList, actor: User) -> None:
    if request.POST.get("act") == "undo":
        taken = national_services.national_list_undo(stored=shown.kept, actor=actor)
        messages.success(request, f"ยกเลิกการนำเข้าแล้ว นำออก {taken:,} แห่ง")
        return
    as_announced = "as-announced" in request.POST
    outcome = national_services.national_list_store(
        kept=shown.kept, answers=shown.answers, as_announced=as_announced, actor=actor
    )
    messages.success(
        request,
        f"นำเข้าแล้ว {outcome.stored:,} แห่ง เพิ่มชื่อหน่วยงาน {outcome.made:,} แห่ง "
        f"แทนผลเดิม {outcome.replaced:,} แห่ง เหมือนเดิม {outcome.unchanged:,} แห่ง ไม่นำเข้า {outcome.left_out:,} แห่ง",
    )


def _checking(held: ExitStack, page: str, announced: NationalList, actor: User) -> Iterator[str]:
    """Yield the page with a line for each step, then what came out; what can be stored is kept for its own page."""
    with held:
        head, tail = page.split(PARTED_HERE)
        yield head
        check = NationalCheck(announced.framework.fiscal_year)
        for done, count in announced.checking(check):
            yield format_html("<li>ตรวจแล้ว {} จาก {} แถว</li>\n", f"{done:,}", f"{count:,}")
        kept = None
        if not check.problems:
            kept = national_services.national_list_keep(framework=announced.framework, check=check, actor=actor)
        yield f"</ol>{_outcome(check, kept)}{tail}"


def _outcome(check: NationalCheck, kept: NationalImport | None) -> str:
    context = {"check": check, "kept": kept and _address(kept), "problems": check.problems[:SHOWN]}
    return render_to_string("admin/assessments/nationalimport/_outcome.html", context)


def _require(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perm("assessments.add_nationalimport"):
        raise PermissionDenied
    return user


def _address(kept: NationalImport) -> str:
    return reverse("admin:assessments_nationalimport_kept", args=[kept.key])
