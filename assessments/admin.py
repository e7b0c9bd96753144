"""Where the system administrator looks after the framework years.

A year that an assessment uses keeps its numbers: weights, rules, indicators and codes are read-only there, since
figures were computed by them. Wordings, issue mapping and required elements can be corrected; for more, clone it.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from agencies.admin_history import Belonging, RecordedAdmin, belonging
from agencies.models import User
from assessments.framework_services import (
    CorrectedWording,
    WordingsSavedMeanwhile,
    YearTaken,
    framework_clone,
    wordings_correct,
)
from assessments.models import Framework, Indicator, Instrument, Issue, Level, Question, RequiredElement, Topic
from assessments.national_admin import NationalImportAdmin  # noqa: F401  registers itself
from assessments.rules.assessment_round import DAYS, PLAN_ITEM, REPORT_ITEM
from assessments.rules.required_element import NEEDS
from assessments.wordings_form import CONFIRM, FILL, WordingsForm
from ita_portal.date_field import ThaiDateField
from ita_portal.text.thai import buddhist_year


@belonging.register
def _(thing: Framework) -> Belonging:
    return Belonging("framework", "framework", fiscal_year=thing.fiscal_year)


@belonging.register(Instrument)
@belonging.register(Indicator)
@belonging.register(Issue)
@belonging.register(Level)
@belonging.register(Question)
def _(thing: Instrument | Indicator | Issue | Level | Question) -> Belonging:
    """The parts of a framework year; each kind counts or codes its things by itself."""
    code = getattr(thing, "code", None) or getattr(thing, "number", None) or getattr(thing, "name", "")
    return Belonging(
        f"framework:{thing._meta.model_name}:{code}", "framework-part", fiscal_year=thing.framework.fiscal_year
    )


@belonging.register
def _(thing: RequiredElement) -> Belonging:
    code, year = thing.question.code, thing.framework.fiscal_year
    return Belonging(f"framework:requiredelement:{code}", "framework-part", fiscal_year=year)


@belonging.register
def _(thing: Topic) -> Belonging:
    return Belonging(f"framework:topic:{thing.pk}", "framework-part")


class CloneForm(forms.Form):
    fiscal_year = forms.IntegerField(
        label="ปีงบประมาณใหม่ (พ.ศ.)",
        error_messages={"required": "กรุณากรอกปีงบประมาณ", "invalid": "กรุณากรอกปีเป็นตัวเลข เช่น 2570"},
    )


class FrameworkForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """A framework year; its days are typed as officials write them."""

    announced_on, oit_opens, oit_closes, clarify_from, clarify_until = (
        ThaiDateField(label=str(getattr(Framework, name).field.verbose_name), required=False) for name in DAYS
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        year = cleaned.get("fiscal_year") or self.instance.fiscal_year
        for name in DAYS:
            if cleaned.get(name) and buddhist_year(cleaned[name]) != year:
                self.add_error(name, f"กรุณากรอกวันที่ในปี พ.ศ. {year}")
        for name in (PLAN_ITEM, REPORT_ITEM):
            code = cleaned.get(name)
            if code and not Question.objects.filter(framework=self.instance.pk, code=code).exists():
                self.add_error(name, f"ปีนี้ไม่มีข้อ {code}")
        return cleaned


class InUse:
    """Fields that are read-only once an assessment uses the framework."""

    fixed_in_use: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        framework = obj if isinstance(obj, Framework) else getattr(obj, "framework", None)
        return self.fixed_in_use if framework and framework.is_in_use else ()


class FrameworkInline(InUse, admin.TabularInline):  # type: ignore[type-arg]  # no generic at run time
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not (obj and obj.is_in_use)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not (obj and obj.is_in_use)


class InstrumentInline(FrameworkInline):
    model = Instrument
    fixed_in_use = ("code", "letter", "parts", "is_open_data", "weight", "position")


class IndicatorInline(FrameworkInline):
    model = Indicator
    fk_name = "framework"
    fields = ["number", "name", "instrument"]
    fixed_in_use = ("number", "instrument")


class LevelInline(FrameworkInline):
    model = Level
    fixed_in_use = ("position", "name", "total_from", "instruments_from")


class IssueInline(FrameworkInline):
    model = Issue
    fixed_in_use = ("number",)


class RequiredElementForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """An element: its words, and apart from them what the portal looks for."""

    needs = forms.MultipleChoiceField(
        label="สิ่งที่ระบบตรวจ", choices=list(NEEDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )


class RequiredElementInline(admin.StackedInline):  # type: ignore[type-arg]  # no generic at run time
    model = RequiredElement
    form = RequiredElementForm
    fields = ["position", "text", "needs", "wording", "is_wish"]
    extra = 0


@admin.register(Framework)
class FrameworkAdmin(InUse, RecordedAdmin):
    list_display = ["fiscal_year", "scale", "oit_rule", "questions_link", "in_use"]
    inlines = [LevelInline, InstrumentInline, IndicatorInline, IssueInline]
    form = FrameworkForm
    fieldsets = [
        (None, {"fields": [
            "fiscal_year", "oit_rule", "oit_rule_confirmed", "survey_list", "split_confirmed", "measure_columns",
        ]}),
        ("เอกสารที่รอบการประเมินของปีนี้ขอ", {"fields": [PLAN_ITEM, REPORT_ITEM, "reports_plan_of"]}),
        ("กำหนดการของรอบ", {
            "fields": [*DAYS, "dates_confirmed"],
            "description": "เว้นว่างไว้ = ตามปีก่อน ๆ: ตอบแบบ OIT 1 มี.ค. ถึง 30 เม.ย. ชี้แจง 1 ถึง 15 มิ.ย. ประกาศผล 1 ส.ค.",
        }),
    ]  # fmt: skip
    fixed_in_use = ("fiscal_year", "oit_rule", "survey_list")
    change_form_template = "admin/assessments/framework/change_form.html"

    @admin.display(description="มีผลการประเมินใช้อยู่", boolean=True)
    def in_use(self, framework: Framework) -> bool:
        return framework.is_in_use

    @admin.display(description="เกณฑ์ระดับผล")
    def scale(self, framework: Framework) -> str:
        names = [level.name for level in framework.levels.all()]
        return f"{names[0]} ถึง {names[-1]}" if names else ""

    @admin.display(description="ข้อคำถาม")
    def questions_link(self, framework: Framework) -> str:
        address = reverse("admin:assessments_question_changelist")
        return format_html('<a href="{}?framework__id__exact={}">ดูและแก้ไขข้อคำถาม</a>', address, framework.pk)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Framework]:
        return super().get_queryset(request).prefetch_related("levels")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_in_use)

    def get_urls(self) -> list[URLPattern]:
        clone = self.admin_site.admin_view(self.clone)
        wordings = self.admin_site.admin_view(self.wordings)
        return [
            path("<int:pk>/clone/", clone, name="assessments_framework_clone"),
            path("<int:pk>/wordings/", wordings, name="assessments_framework_wordings"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Offer the year after the newest one at a click."""
        newest = Framework.objects.order_by("fiscal_year").last()
        return super().changelist_view(request, {"newest": newest, **(extra_context or {})})

    def wordings(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Correct all wordings of a year on one page; a pasted column fills the rows before anything is saved."""
        framework = get_object_or_404(Framework, pk=pk)
        if not self.has_change_permission(request, framework):
            raise PermissionDenied
        form = WordingsForm(framework, request.POST if request.method == "POST" else None)
        act, status = request.POST.get("act", ""), 200
        if act == FILL:
            form = WordingsForm(framework, form.filled())
        elif form.is_bound and form.is_valid():
            try:
                return self._correct(request, framework, form.to_store(is_confirmed=act == CONFIRM))
            except WordingsSavedMeanwhile as meanwhile:
                form.others, status = meanwhile.stored, 409
        elif form.is_bound:
            status = 422
        context = {"title": f"ข้อความทุกข้อของ “{framework}”", "framework": framework, "form": form, "opts": self.opts}
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/assessments/framework/wordings.html", context, status=status)

    def _correct(self, request: HttpRequest, framework: Framework, typed: list[CorrectedWording]) -> HttpResponse:
        assert isinstance(request.user, User)
        changed = wordings_correct(framework=framework, typed=typed, actor=request.user)
        messages.success(request, f"บันทึกแล้ว เปลี่ยน {changed} ข้อ")
        return HttpResponseRedirect(reverse("admin:assessments_framework_wordings", args=[framework.pk]))

    def clone(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        source = get_object_or_404(Framework, pk=pk)
        form = CloneForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                assert isinstance(request.user, User)
                year = form.cleaned_data["fiscal_year"]
                clone = framework_clone(source=source, fiscal_year=year, actor=request.user)
            except YearTaken:
                form.add_error("fiscal_year", "มีกรอบของปีนี้แล้ว หรือไม่ใช่ปีงบประมาณที่ใช้ได้")
            else:
                messages.success(request, f"คัดลอกเป็น “{clone}” แล้ว ข้อความทุกข้อถือว่ายังไม่ได้ตรวจกับคู่มือของปีนี้")
                return HttpResponseRedirect(reverse("admin:assessments_framework_wordings", args=[clone.pk]))
        context = self.admin_site.each_context(request) | {
            "title": f"คัดลอก “{source}”",
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/assessments/framework/clone.html", context)


@admin.register(Question)
class QuestionAdmin(InUse, RecordedAdmin):
    list_display = ["code", "framework", "text", "issue", "wording"]
    list_display_links = ["code", "text"]
    list_filter = ["framework", "indicator__instrument__code", "wording"]
    list_per_page = 100
    search_fields = ["code", "text"]
    ordering = ["-framework__fiscal_year", "indicator__number", "number"]
    fixed_in_use = ("framework", "indicator", "code", "number", "sub_indicator")
    fields = [
        "framework", "code", "number", "indicator", "sub_indicator", "issue",
        "text", "wording", "is_corrected",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).select_related("framework", "issue")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Only an open-data item is answered by a document that must hold something."""
        is_item = obj is not None and obj.indicator.instrument.is_open_data
        return [RequiredElementInline] if is_item else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A wording that somebody corrected is kept when a newer file of its year is loaded."""
        obj.is_corrected = obj.is_corrected or bool({"text", "wording"} & set(form.changed_data))
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            form.instance.is_corrected = True
            form.instance.save(update_fields=["is_corrected"])

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only indicators, sub-indicators and issues of the question's own year."""
        question = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        if question and db_field.name in ("indicator", "sub_indicator", "issue"):
            related = db_field.remote_field.model.objects
            kwargs["queryset"] = related.filter(framework__questions=question).order_by("pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.framework.is_in_use)


@admin.register(Topic)
class TopicAdmin(RecordedAdmin):
    list_display = ["name", "position"]
    filter_horizontal = ["questions"]
    search_fields = ["name"]
