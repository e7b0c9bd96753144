"""Writing a report, the same in a round and outside of any: drafts, files, submission, what others did meanwhile."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agencies.kept import kept
from agencies.undo import say_removed
from assessments.years import AgencyYear
from ita_portal.text.spelling import one_spelling
from measures import services
from measures.evidence_intake import EvidenceIntake
from measures.models import Measure, MeasureReport, ReportingRound, SupportingPart
from measures.part_form import PartForm
from measures.progress_form import ProgressForm
from measures.rules.evidence import ACCEPT, MAX_FILES, EvidenceRefused, clean_name

TOO_MANY = f"แนบได้ไม่เกิน {MAX_FILES} ไฟล์ต่อรายงาน กรุณานำไฟล์ที่ไม่ใช้ออกก่อน"


@dataclass(frozen=True)
class Writing:
    """A page on which a report is written: whose, of what, how it looks and where it leads."""

    request: HttpRequest
    year: AgencyYear
    measure: Measure
    round: ReportingRound | None
    template: str
    address: str
    context: dict[str, Any]

    def shown(self, form: ProgressForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
        """Render the page with the report as it is stored now."""
        report = self._shown_report()
        may_write = self._may_report and report.can_be_written
        if form is None and may_write:
            form = ProgressForm(report, None)
        context = {
            "year": self.year,
            "measure": self.measure,
            "round": self.round,
            "report": report,
            "form": form if may_write else None,
            "may_send": self.year.access.can_report_for(self.measure.reporters),
            "files": report.files.all() if report.pk and may_write else [],
            "accept": ACCEPT,
            "file_problems": [],
            "can_recall": report.pk is not None and report.can_be_recalled_by(self.year.access.user),
            "parts": report.parts_of(self.measure.departments) if report.can_be_written else (),
            "part_form": PartForm(self._part(report), None) if self._supports and report.can_be_written else None,
        }
        return render(self.request, self.template, context | self.context | more, status=status)

    def posted(self) -> HttpResponse:
        """Take what was posted: the part of a supporting department in the report of a round, or the report itself."""
        return self._part_written() if self._supports else self._written()

    @property
    def _supports(self) -> bool:
        """Whether the person writes the part of a department that supports the measure in a round."""
        access = self.year.access
        answers = access.can_report_for(self.measure.departments)
        return self.round is not None and answers and not access.can_report_for(self.measure.reporters)

    @property
    def _may_report(self) -> bool:
        return self.year.access.can_report_for(self.measure.departments) and not self._supports

    def _written(self) -> HttpResponse:
        """Take a report: keep its files, then save it as a draft or submit it.

        Outside of rounds departments that support the measure write into the draft too; the lead stores it.
        """
        if "draft" not in self.request.POST:
            self.year.access.require_report_for(self.measure.reporters)
        form = ProgressForm(self._report(), self.request.POST)
        try:
            problems = self._keep_files()
            if "draft" in self.request.POST:
                return self._save_draft(form, problems)
            return self._submit(form, problems)
        except services.NotWritable:
            return self.shown(status=409, refused=services.typed_text(form.typed))
        except services.WrittenMeanwhile as meanwhile:
            form.go_on_from(version=meanwhile.stored.version)
            other = services.typed_text(meanwhile.stored.typed)
            return self.shown(form, status=409, written=meanwhile.stored, other_text=other)
        except services.ReportedMeanwhile as meanwhile:
            form.go_on_from(seen=meanwhile.stored[-1].pk)
            return self.shown(form, status=409, others=meanwhile.stored)

    def _part_written(self) -> HttpResponse:
        """Take the part of a supporting department, which the lead sends with its report."""
        report, round_, department = self._report(), self.round, self.year.access.department
        assert round_ is not None
        assert department is not None
        form = PartForm(self._part(report), self.request.POST)
        try:
            attached, problems = self._attach_files()
            if not form.is_valid() or problems:
                return self.shown(status=422, part_form=form, file_problems=problems)
            services.part_save(
                measure=self.measure,
                reporting_round=round_,
                department=department,
                content=form.content,
                files=attached,
                version=form.cleaned_data["part_version"],
                actor=self.year.access.user,
            )
        except services.NotWritable:
            typed = self.request.POST.get("part_text", "")
            return self.shown(status=409, refused=one_spelling(typed))
        except services.PartWrittenMeanwhile as meanwhile:
            form.go_on_from(part_version=meanwhile.stored.version)
            return self.shown(status=409, part_form=form, part_meanwhile=meanwhile.stored)
        messages.success(self.request, "บันทึกส่วนของกองหรือสำนักของท่านแล้ว ผู้รับผิดชอบหลักจะส่งไปพร้อมรายงาน")
        return redirect(self.address)

    def _part(self, report: MeasureReport) -> SupportingPart | None:
        """Return the part of the person's department in a report, where there is one."""
        department = self.year.access.department
        return next((part for part in report.parts.all() if part.department == department), None) if report.pk else None

    def _report(self) -> MeasureReport:
        report = services.report_of(self.measure, self.round)
        report.measure = self.measure  # the one that was loaded with its steps and progress
        return report

    def _shown_report(self) -> MeasureReport:
        """Return the report with its parts and files, kept until somebody writes into it."""

        def loaded() -> MeasureReport:
            report = self._report()
            if report.pk:
                prefetch_related_objects([report], "parts__department", "files")
            return report

        return kept(self.year.access, ("report", self.measure.key, self.round and self.round.key), loaded)

    def _keep_files(self) -> list[str]:
        """Take files out of the draft as asked, attach the good ones of the post, and say what is wrong with others.

        Files are kept whatever becomes of the text: a browser does not offer them again.
        """
        if removed := self.request.POST.getlist("remove"):
            taken = services.evidence_remove(report=self._report(), keys=removed, actor=self.year.access.user)
            if taken:
                message = f"นำไฟล์ออกแล้ว: {taken.label}"
                say_removed(self.request, message, taken, self.year.agency, self.year.fiscal_year)
        return self._attach_files()[1]

    def _attach_files(self) -> tuple[list[str], list[str]]:
        """Attach the good files of the post; return their SHA-256, and what is wrong with the others."""
        attached: list[str] = []
        problems: list[str] = []
        intake, report = EvidenceIntake(), self._report()
        for upload in self.request.FILES.getlist("files"):
            try:
                checked = intake.checked(upload)
                added = services.evidence_add(report=report, checked=checked, actor=self.year.access.user)
                attached.append(added.sha256)
            except EvidenceRefused as refused:
                problems.append(f"“{clean_name(upload.name or '')}” {refused}")
            except services.TooManyFiles:
                problems.append(f"“{clean_name(upload.name or '')}” {TOO_MANY}")
        return attached, problems

    def _save_draft(self, form: ProgressForm, problems: list[str]) -> HttpResponse:
        form.leave_unchecked()
        report = services.draft_save(
            measure=self.measure,
            reporting_round=self.round,
            typed=form.typed,
            version=form.seen_version,
            actor=self.year.access.user,
        )
        if problems:
            form.go_on_from(version=report.version)
            return self.shown(form, status=422, file_problems=problems, saved_draft=True)
        messages.success(self.request, "บันทึกร่างแล้ว ร่างนี้ยังไม่ได้ส่ง")
        return redirect(self.address)

    def _submit(self, form: ProgressForm, problems: list[str]) -> HttpResponse:
        if not form.is_valid() or problems:
            return self.shown(form, status=422, file_problems=problems)
        services.report_submit(
            measure=self.measure,
            reporting_round=self.round,
            content=form.content,
            typed=form.typed,
            version=form.cleaned_data["version"],
            seen=form.cleaned_data["seen"],
            actor=self.year.access.user,
        )
        outside = "บันทึกระหว่างรอบแล้ว ยังไม่นับเป็นผลของมาตรการ" if self.context.get("is_note") else "บันทึกความก้าวหน้าแล้ว"
        message = "ส่งรายงานให้ผู้ประสานงาน ITA แล้ว" if self.round else outside
        messages.success(self.request, message)
        return redirect(self.address)
