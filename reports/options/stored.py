"""The choices that hold for a document: those stored for the year or an earlier one, else the form of the year."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from assessments.rules.structure import Structure
from ita_portal.meanwhile import SavedMeanwhile
from reports.models import DocumentSetting
from reports.options.choices import DIGITS, Choices, Signatory
from reports.options.kind_options import KindOptions
from reports.paper.blocks import Margins


class ChoicesEditedMeanwhile(SavedMeanwhile[DocumentSetting]):
    """Somebody else saved the choices after the page was opened; nothing was written."""


def standard_margins() -> Margins:
    """Return the margins of the settings."""
    return Margins(**settings.DOCUMENT_MARGINS_CM)


def choices_for(agency: Agency, options: KindOptions, fiscal_year: int, structure: Structure) -> Choices:
    """Return how an agency wants a kind of document of a year; without a choice as the assessed year has it."""
    stored = DocumentSetting.objects.up_to(agency, options.slug, fiscal_year).first()
    if stored is None:
        return options.usual_choices(structure, standard_margins())
    choices = choices_of(stored)
    return choices if stored.fiscal_year == fiscal_year else options.carried_over(choices)


def stored_choices(agency: Agency, kind: str, fiscal_year: int) -> DocumentSetting | None:
    """Return what is stored for exactly this year."""
    return DocumentSetting.objects.filter(agency=agency, kind=kind, fiscal_year=fiscal_year).first()


def choices_of(stored: DocumentSetting) -> Choices:
    """Return stored choices as plain values."""
    return Choices(
        margins=Margins(
            float(stored.margin_top), float(stored.margin_right), float(stored.margin_bottom), float(stored.margin_left)
        ),
        columns=tuple(stored.columns),
        digits=stored.digits,
        parts=tuple(stored.parts),
        charts=tuple(stored.charts),
        texts=dict(stored.texts),
        signatories=tuple(Signatory(**signatory) for signatory in stored.signatories),
        round_key=str(stored.round_key or ""),
        round_name=stored.round_name,
        version=stored.version,
    )


@transaction.atomic
def choices_record(
    *, agency: Agency, options: KindOptions, fiscal_year: int, choices: Choices, actor: User | None
) -> DocumentSetting:
    """Store how an agency wants a kind of document of a year; the choices name the version that they were made from.

    Raises ChoicesEditedMeanwhile, and writes nothing, when somebody else stored other choices meanwhile.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    stored = stored_choices(agency, options.slug, fiscal_year)
    before = choices_of(stored) if stored else None
    if stored and before == choices:
        return stored
    if stored and stored.version != choices.version:
        raise ChoicesEditedMeanwhile(stored)
    stored = stored or DocumentSetting(agency=agency, kind=options.slug, fiscal_year=fiscal_year, version=0)
    _fill(stored, choices)
    stored.version += 1
    stored.save()
    about = ChangeSubject(agency, fiscal_year, f"document:{options.slug}", f"รูปแบบเอกสาร: {options.name}")
    old = _history_text(options, before) if before else ""
    change_record(about, actor, old=old, new=_history_text(options, choices))
    return stored


def _fill(stored: DocumentSetting, choices: Choices) -> None:
    for side, length in asdict(choices.margins).items():
        setattr(stored, f"margin_{side}", Decimal(str(length)))
    stored.digits = choices.digits
    stored.columns, stored.parts, stored.charts = list(choices.columns), list(choices.parts), list(choices.charts)
    stored.texts = {key: text for key, text in choices.texts.items() if text}
    stored.signatories = [asdict(signatory) for signatory in choices.signatories if not signatory.is_empty]
    stored.round_key, stored.round_name = UUID(choices.round_key) if choices.round_key else None, choices.round_name


def _history_text(options: KindOptions, choices: Choices) -> str:
    """Return choices as the history shows them, one to a line; texts that the portal words are left out."""
    margins, names = choices.margins, options.texts
    lines = [
        f"รอบที่รายงาน: {choices.round_name}" if choices.round_key else "",
        f"ตัวเลข: {DIGITS[choices.digits]}",
        f"ขอบกระดาษ (ซม.): บน {margins.top} ขวา {margins.right} ล่าง {margins.bottom} ซ้าย {margins.left}",
        f"คอลัมน์ของตารางมาตรการ: {_names(choices.columns, options.columns)}",
        f"ส่วนของรายงาน: {_names(choices.parts, options.parts)}" if choices.parts else "",
        f"แผนภูมิ: {_names(choices.charts, options.charts)}" if choices.parts else "",
        *(f"{names[key].name}: {text}" for key, text in choices.texts.items() if text and key in names),
        *(_signatory_line(signatory) for signatory in choices.signatories if not signatory.is_empty),
    ]
    return "\n".join(line for line in lines if line)


def _names(keys: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(key, key) for key in keys) or "-"


def _signatory_line(signatory: Signatory) -> str:
    words = (signatory.heading, signatory.name, " ".join(signatory.position_lines))
    return f"ผู้ลงนามหรือให้ความเห็น: {' / '.join(word for word in words if word)}"
