"""The choices that hold for a document: those stored for the year or an earlier one, else the form of the year."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from assessments.rules.structure import Structure
from ita_portal.meanwhile import SavedMeanwhile
from reports.models import EVERY_KIND, DocumentSetting
from reports.options.choices import DIGITS, MONTH_FORMS, NUMBERINGS, Choices, PaperStyle, Signatory
from reports.options.kind_options import KindOptions, VariantChoice
from reports.paper.blocks import Margins
from reports.paper.typesetting import THAI


class ChoicesEditedMeanwhile(SavedMeanwhile[DocumentSetting]):
    """Somebody else saved the choices after the page was opened; nothing was written."""


def standard_margins() -> Margins:
    """Return the margins of the settings."""
    return Margins(**settings.DOCUMENT_MARGINS_CM)


def choices_for(agency: Agency, options: KindOptions, fiscal_year: int, structure: Structure) -> Choices:
    """Return how an agency wants a kind of document of a year; without a choice as the assessed year has it."""
    rows = list(DocumentSetting.objects.up_to(agency, options.slug, fiscal_year, structure.fiscal_year))
    style = _style_in(rows, structure.fiscal_year)
    stored = next((row for row in rows if row.kind), None)
    if stored is None:
        return options.usual_choices(structure, style)
    choices = choices_of(stored, style)
    return choices if stored.fiscal_year == fiscal_year else options.carried_over(choices)


def style_for(agency: Agency, result_year: int) -> PaperStyle:
    """Return what the documents of a cycle have in common."""
    rows = DocumentSetting.objects.up_to(agency, EVERY_KIND, result_year, result_year)
    return _style_in(rows, result_year)


def stored_choices(agency: Agency, kind: str, fiscal_year: int) -> DocumentSetting | None:
    """Return what is stored for exactly this year."""
    return DocumentSetting.objects.filter(agency=agency, kind=kind, fiscal_year=fiscal_year).first()


def choices_of(stored: DocumentSetting, style: PaperStyle) -> Choices:
    """Return stored choices as plain values; what the kind does not set is as the agency has it."""
    return Choices(
        margins=_margins_of(stored, style.margins),
        columns=tuple(stored.columns),
        digits=stored.digits or style.digits,
        parts=tuple(stored.parts),
        charts=tuple(stored.charts),
        texts=dict(stored.texts),
        signatories=tuple(Signatory(**signatory) for signatory in stored.signatories),
        variants=dict(stored.variants),
        numbering=stored.numbering,
        months=stored.months,
        round_key=str(stored.round_key or ""),
        round_name=stored.round_name,
        version=stored.version,
        style=style,
    )


def style_of(stored: DocumentSetting) -> PaperStyle:
    """Return the stored style of an agency as plain values."""
    return PaperStyle(_margins_of(stored, standard_margins()), stored.digits or THAI, stored.version)


@transaction.atomic
def style_record(*, agency: Agency, result_year: int, style: PaperStyle, actor: User | None) -> DocumentSetting:
    """Store what the documents of an agency have in common, from the cycle of a result on.

    Kinds that are set otherwise stay so. Raises ChoicesEditedMeanwhile, and writes nothing, when somebody else stored
    another style after the one that this was made from.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    before, stored = style_for(agency, result_year), stored_choices(agency, EVERY_KIND, result_year)
    if stored and before == style:
        return stored
    if stored and stored.version != style.version:
        raise ChoicesEditedMeanwhile(stored)
    stored = stored or DocumentSetting(agency=agency, kind=EVERY_KIND, fiscal_year=result_year, version=0)
    stored.digits, stored.version = style.digits, stored.version + 1
    for side, length in asdict(style.margins).items():
        setattr(stored, f"margin_{side}", Decimal(str(length)))
    stored.save()
    about = ChangeSubject(agency, result_year, "document:style", "รูปแบบเอกสารของหน่วยงาน")
    change_record(about, actor, old="\n".join(_style_lines(before)), new="\n".join(_style_lines(style)))
    return stored


@transaction.atomic
def choices_record(
    *, agency: Agency, options: KindOptions, fiscal_year: int, choices: Choices, actor: User | None
) -> DocumentSetting:
    """Store how an agency wants a kind of document of a year; the choices name the version that they were made from.

    Raises ChoicesEditedMeanwhile, and writes nothing, when somebody else stored other choices meanwhile.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    stored = stored_choices(agency, options.slug, fiscal_year)
    before = choices_of(stored, choices.style) if stored else None
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
    shared = asdict(choices.style.margins)
    for side, length in asdict(choices.margins).items():
        setattr(stored, f"margin_{side}", None if length == shared[side] else Decimal(str(length)))
    stored.digits = "" if choices.digits == choices.style.digits else choices.digits
    stored.columns, stored.parts, stored.charts = list(choices.columns), list(choices.parts), list(choices.charts)
    stored.texts = {key: text for key, text in choices.texts.items() if text}
    stored.signatories = [asdict(signatory) for signatory in choices.signatories if not signatory.is_empty]
    stored.variants = dict(choices.variants)
    stored.numbering, stored.months = choices.numbering, choices.months
    stored.round_key, stored.round_name = UUID(choices.round_key) if choices.round_key else None, choices.round_name


def _history_text(options: KindOptions, choices: Choices) -> str:
    """Return choices as the history shows them, one to a line; texts that the portal words are left out."""
    names = options.texts
    lines = [
        f"รอบที่รายงาน: {choices.round_name}" if choices.round_key else "",
        *_style_lines(choices),
        f"คอลัมน์ของตารางมาตรการ: {_names(choices.columns, options.columns)}",
        f"เลขหรือเครื่องหมายนำข้อ: {NUMBERINGS[choices.numbering]}" if choices.numbering else "",
        f"รูปแบบเดือน: {MONTH_FORMS[choices.months]}" if choices.months else "",
        f"ส่วนของรายงาน: {_names(choices.parts, options.parts)}" if choices.parts else "",
        f"แผนภูมิ: {_names(choices.charts, options.charts)}" if choices.parts else "",
        *(
            f"{each.name}: {each.words[way]}"
            for key, each in options.variants.items()
            if (way := _way(each, choices, key))
        ),
        *(f"{names[key].name}: {text}" for key, text in choices.texts.items() if text and key in names),
        *(_signatory_line(signatory) for signatory in choices.signatories if not signatory.is_empty),
    ]
    return "\n".join(line for line in lines if line)


def _way(choice: VariantChoice, choices: Choices, key: str) -> str:
    """Return the way that was chosen; empty where it is the usual one, or none that is known."""
    way = choices.variants.get(key, "")
    return way if way in choice.words else ""


def _style_lines(chosen: Choices | PaperStyle) -> tuple[str, ...]:
    margins = chosen.margins
    return (
        f"ตัวเลข: {DIGITS[chosen.digits]}",
        f"ขอบกระดาษ (ซม.): บน {margins.top} ขวา {margins.right} ล่าง {margins.bottom} ซ้าย {margins.left}",
    )


def _style_in(rows: Iterable[DocumentSetting], result_year: int) -> PaperStyle:
    """Return the newest style among the settings of a document; one of an earlier year goes on under no version."""
    stored = next((row for row in rows if not row.kind), None)
    if stored is None:
        return PaperStyle(standard_margins())
    style = style_of(stored)
    return style if stored.fiscal_year == result_year else replace(style, version=0)


def _margins_of(stored: DocumentSetting, shared: Margins) -> Margins:
    """Return the margins of a setting; a side that it leaves open is as wide as it is in general."""
    lengths = {side: getattr(stored, f"margin_{side}") for side in asdict(shared)}
    return replace(shared, **{side: float(length) for side, length in lengths.items() if length is not None})


def _names(keys: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(key, key) for key in keys) or "-"


def _signatory_line(signatory: Signatory) -> str:
    words = (signatory.heading, signatory.name, " ".join(signatory.position_lines))
    return f"ผู้ลงนามหรือให้ความเห็น: {' / '.join(word for word in words if word)}"
