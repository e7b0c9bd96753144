"""The form in which an agency chooses how one kind of document looks, and words its texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.rules.figures import FigureRefused, parse_figure
from ita_portal.text.thai import long_date
from measures.models import ReportingRound
from reports.options.choices import DIGITS, HEADING, MONTH_FORMS, NUMBERINGS, Choices, Signatory
from reports.options.kind_options import KindOptions, OwnWording
from reports.options.suggested_words import SuggestedWords
from reports.paper.blocks import Margins

LONGEST_TEXT = 20_000
NARROWEST_CM, WIDEST_CM = 1.0, 5.0
SIGNATORIES = 6
CUSTOM = "custom"
NEWEST_ROUND = "รอบล่าสุดที่ตรวจรับรายงานแล้ว"
SIDES = {"top": "บน", "right": "ขวา", "bottom": "ล่าง", "left": "ซ้าย"}
SIGNATORY_PARTS = {"heading": ("หัวข้อความเห็น", 1), "name": ("ชื่อ", 1), "position": ("ตำแหน่ง", 2)}


@dataclass(frozen=True)
class OrderedList:
    """Things to print and their order: a choice of place for each of them."""

    name: str
    label: str
    short_label: str  # where there is little room
    words: Mapping[str, str]  # key → what the person reads

    def field_name(self, key: str) -> str:
        return f"{self.name}-{key}"

    def fields(self, printed: Sequence[str]) -> dict[str, forms.ChoiceField]:
        places = [("", "ไม่พิมพ์"), *((str(place), str(place)) for place in range(1, len(self.words) + 1))]
        return {
            self.field_name(key): forms.ChoiceField(
                label=word,
                choices=places,
                required=False,
                initial=str(printed.index(key) + 1) if key in printed else "",
            )
            for key, word in self.words.items()
        }

    def read(self, cleaned: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the keys in the order that was chosen; of two in one place the one listed first comes first."""
        placed = [(int(place), key) for key in self.words if (place := cleaned.get(self.field_name(key)))]
        return tuple(key for _, key in sorted(placed, key=lambda pair: pair[0]))


@dataclass(frozen=True)
class SignatoryFields:
    """The fields of one who signs, with the place in their order."""

    number: int
    fields: Sequence[forms.BoundField]

    @property
    def is_filled(self) -> bool:
        return any(field.value() or field.errors for field in self.fields)


class LengthField(forms.CharField):
    """A margin in centimetres, in Thai or Arabic digits."""

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            length = parse_figure(text)
        except FigureRefused as refused:
            raise forms.ValidationError("กรุณากรอกตัวเลขเป็นเซนติเมตร เช่น 2.5") from refused
        if length is None or not NARROWEST_CM <= length <= WIDEST_CM:
            raise forms.ValidationError(f"ขอบกระดาษต้องอยู่ระหว่าง {NARROWEST_CM:g} ถึง {WIDEST_CM:g} ซม.")
        return float(round(length, 1))


def margin_field(side: str, length: float | None, *, shared: float | None = None) -> LengthField:
    """Return the field of a margin; where the agency has a `shared` one, it may be left open."""
    attributes = {"inputmode": "decimal", "size": 4} | ({"placeholder": f"{shared:g}"} if shared else {})
    return LengthField(
        label=f"ขอบ{SIDES[side]} (ซม.)",
        initial="" if length is None else f"{length:g}",
        required=shared is None,
        widget=forms.TextInput(attributes),
    )


class ChoicesForm(forms.Form):
    """Fields for the choices of one kind; `choices` gives what was chosen as plain values."""

    digits = forms.ChoiceField(label="ตัวเลขในเอกสาร", required=False, widget=forms.RadioSelect)
    numbering = forms.ChoiceField(label="เลขหรือเครื่องหมายนำข้อ", choices=list(NUMBERINGS.items()), required=False)
    months = forms.ChoiceField(label="เดือนในคอลัมน์ระยะเวลา", choices=list(MONTH_FORMS.items()), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        options: KindOptions,
        current: Choices,
        own: OwnWording,
        rounds: Sequence[ReportingRound] = (),
        data: Mapping[str, Any] | None = None,
    ) -> None:
        first = {"version": current.version, "numbering": current.numbering, "months": current.months}
        super().__init__(data, initial=first)
        self.options, self.style = options, current.style
        self.own_signatories = tuple(each for each in own.signatories if not each.heading)
        self.follows_own = not current.signatories
        self.theirs: dict[str, str] = {}  # what somebody else chose meanwhile, by what it is called
        self.lists = _ordered_lists(options)
        self._add_round(current, rounds)
        self._add_lists(current)
        self._add_variants(current)
        self._add_digits(current)
        self._add_margins(current)
        self._add_texts(current, own)
        # The chain of opinions is the agency's own; one that was typed for a year stays with that year.
        self._add_signatories(current.signatories or self.own_signatories)

    def _add_round(self, current: Choices, rounds: Sequence[ReportingRound]) -> None:
        self.rounds = {str(each.key): each.name for each in rounds}
        if current.round_key:  # stays chosen though nothing is accepted in it now; a check tells of it
            self.rounds.setdefault(current.round_key, current.round_name)
        if self.options.has_rounds:
            self.fields["round"] = _round_field(rounds, current)

    def _add_lists(self, current: Choices) -> None:
        self.fields["column_set"] = _column_set_field(self.options, current.columns)
        for ordered in self.lists.values():
            self.fields.update(ordered.fields(getattr(current, ordered.name)))

    def _add_variants(self, current: Choices) -> None:
        for key, variant in self.options.variants.items():
            way = current.variant(key, variant.usual)
            self.fields[f"variant-{key}"] = forms.ChoiceField(
                label=variant.name,
                choices=list(variant.words.items()),
                initial=way if way in variant.words else variant.usual,
                required=False,
                help_text=variant.note,
                widget=forms.RadioSelect,
            )

    def _variants(self) -> dict[str, str]:
        """Return the ways that were chosen where they are not the usual ones."""
        chosen = {key: self.cleaned_data[f"variant-{key}"] for key in self.options.variants}
        return {key: way for key, way in chosen.items() if way not in ("", self.options.variants[key].usual)}

    def _add_digits(self, current: Choices) -> None:
        """Offer the digits of the agency first: what is left at them follows when the agency chooses others."""
        field = self.fields["digits"]
        assert isinstance(field, forms.ChoiceField)
        as_agency = f"ตามรูปแบบของหน่วยงาน ({DIGITS.get(self.style.digits, self.style.digits)})"
        field.choices = [("", as_agency), *DIGITS.items()]
        field.initial = "" if current.digits == self.style.digits else current.digits

    def _add_margins(self, current: Choices) -> None:
        """Offer the margins, empty where they are the agency's."""
        for side in SIDES:
            length, shared = getattr(current.margins, side), getattr(self.style.margins, side)
            self.fields[f"margin-{side}"] = margin_field(side, None if length == shared else length, shared=shared)

    def _margin(self, side: str) -> float:
        typed: float | None = self.cleaned_data[f"margin-{side}"]
        shared: float = getattr(self.style.margins, side)
        return shared if typed is None else typed

    def _add_texts(self, current: Choices, own: OwnWording) -> None:
        for key, text in self.options.texts.items():
            field = _text_field(text.name, text.rows, current.texts.get(key, ""), own.texts.get(key, ""))
            self.fields[f"text-{key}"] = field

    def suggest(self, words: Mapping[str, Sequence[SuggestedWords]]) -> None:
        """Offer words for texts, by their keys, in lists from which they can be taken."""
        for key, suggested in words.items():
            name = f"text-{key}"
            field = self.fields[name]
            field.suggested = suggested  # type: ignore[attr-defined]  # a template asks
            field.widget.attrs["list"] = f"{self[name].auto_id}_words"

    def _add_signatories(self, signatories: Sequence[Signatory]) -> None:
        for number in range(self.signatory_count):
            each = signatories[number] if number < len(signatories) else Signatory()
            for part, (label, rows) in SIGNATORY_PARTS.items():
                self.fields[f"signatory-{number}-{part}"] = _text_field(label, rows, getattr(each, part), "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and "measure" not in self.columns:
            self.add_error(None, "ตารางมาตรการต้องมีคอลัมน์มาตรการ")
        if not self.errors and self.options.parts and not self.lists["parts"].read(cleaned):
            self.add_error(None, "รายงานต้องมีอย่างน้อยหนึ่งส่วน")
        return cleaned

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns: a set when another one was picked, else the places of the single columns."""
        sets = {each.key: each.columns for each in self.options.column_sets}
        picked = self.cleaned_data.get("column_set", CUSTOM)
        if picked in sets and picked != self.fields["column_set"].initial:
            return sets[picked]
        return self.lists["columns"].read(self.cleaned_data)

    @property
    def choices(self) -> Choices:
        """What was chosen, once the form is valid."""
        cleaned = self.cleaned_data
        printed = {name: ordered.read(cleaned) for name, ordered in self.lists.items()}
        round_key = cleaned.get("round", "")
        return Choices(
            margins=Margins(*(self._margin(side) for side in SIDES)),
            columns=self.columns,
            digits=cleaned["digits"] or self.style.digits,
            parts=printed.get("parts", ()),
            charts=printed.get("charts", ()),
            texts={key: text for key in self.options.texts if (text := cleaned[f"text-{key}"])},
            signatories=self._signatories(),
            variants=self._variants(),
            numbering=cleaned["numbering"],
            months=cleaned["months"],
            round_key=round_key,
            round_name=self.rounds.get(round_key, ""),
            version=cleaned["version"],
            style=self.style,
        )

    @property
    def has_typed_chain(self) -> bool:
        """Whether opinions are asked for as somebody typed it for this year, not in the agency's own order."""
        return any(self[f"signatory-{number}-heading"].value() for number in range(self.signatory_count))

    @property
    def signatory_count(self) -> int:
        return SIGNATORIES if self.own_signatories else 0

    def _signatories(self) -> tuple[Signatory, ...]:
        read = (
            Signatory(**{part: self.cleaned_data[f"signatory-{number}-{part}"] for part in SIGNATORY_PARTS})
            for number in range(self.signatory_count)
        )
        typed = tuple(signatory for signatory in read if not signatory.is_empty)
        # What is left as the portal proposes it goes on following the portal.
        return () if self.follows_own and typed == self.own_signatories else typed

    def go_on_from(self, theirs: Choices) -> None:
        """Keep what was typed, show where somebody else chose otherwise, and let the next saving go through."""
        self.data = {**dict(self.data.items()), "version": str(theirs.version)}
        self.theirs = dict(_differing(self.options, self.choices, theirs))

    @property
    def ordered_lists(self) -> list[tuple[OrderedList, list[forms.BoundField]]]:
        return [(ordered, [self[ordered.field_name(key)] for key in ordered.words]) for ordered in self.lists.values()]

    @property
    def differs_from_style(self) -> bool:
        """Whether digits or margins of this kind are other than the agency's, so that they are shown at once."""
        names = ["digits", *(f"margin-{side}" for side in SIDES)]
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def differs_in_tables(self) -> bool:
        """Whether heads of columns, numbers or months are other than the portal has them, so that they are shown."""
        fields = (self["numbering"], self["months"], *self.heading_fields)
        return any(field.value() or field.errors for field in fields)

    @property
    def margin_fields(self) -> list[forms.BoundField]:
        return [self[f"margin-{side}"] for side in SIDES]

    @property
    def variant_fields(self) -> list[forms.BoundField]:
        return [self[f"variant-{key}"] for key in self.options.variants]

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self[f"text-{key}"] for key in self.options.texts if not key.startswith(HEADING)]

    @property
    def heading_fields(self) -> list[forms.BoundField]:
        return [self[f"text-{key}"] for key in self.options.texts if key.startswith(HEADING)]

    @property
    def signatory_fields(self) -> tuple[Sequence[SignatoryFields], Sequence[SignatoryFields]]:
        """The fields of those who sign, and the open ones for more, which are folded."""
        rows = [
            SignatoryFields(number + 1, [self[f"signatory-{number}-{part}"] for part in SIGNATORY_PARTS])
            for number in range(self.signatory_count)
        ]
        shown = max((row.number for row in rows if row.is_filled), default=1)
        return rows[:shown], rows[shown:]


def _ordered_lists(options: KindOptions) -> dict[str, OrderedList]:
    """Return what an agency puts in order, by the name that the choices have for it; a kind may lack some."""
    offered = (
        OrderedList("columns", "คอลัมน์ของตารางมาตรการ", "คอลัมน์", options.columns),
        OrderedList("parts", "ส่วนของรายงาน", "ส่วนของรายงาน", options.parts),
        OrderedList("charts", "แผนภูมิ", "แผนภูมิ", options.charts),
    )
    return {each.name: each for each in offered if each.words}


def _round_field(rounds: Sequence[ReportingRound], current: Choices) -> forms.ChoiceField:
    """Return the choice between the rounds with accepted reports, newest last, and always the newest of them."""
    named = {str(each.key): f"{each.name} (ข้อมูลถึงวันที่ {long_date(each.ends_on)})" for each in rounds}
    if current.round_key not in ("", *named):
        named[current.round_key] = f"{current.round_name} (ขณะนี้ไม่มีรายงานที่ตรวจรับแล้ว)"
    return forms.ChoiceField(
        label="รอบที่พิมพ์",
        choices=[("", f"{NEWEST_ROUND} (ปัจจุบันคือ “{rounds[-1].name}”)" if rounds else NEWEST_ROUND), *named.items()],
        initial=current.round_key,
        required=False,
        error_messages={"invalid_choice": "รอบที่เลือกไม่มีรายงานที่ตรวจรับแล้ว กรุณาเลือกรอบอื่น"},
    )


def _column_set_field(options: KindOptions, current: Sequence[str]) -> forms.ChoiceField:
    """Return the choice between a kind's sets; the one in use is picked, else the agency's own order."""
    sets = options.column_sets
    return forms.ChoiceField(
        label="ชุดคอลัมน์",
        choices=[*((each.key, each.name) for each in sets), (CUSTOM, "กำหนดเองตามลำดับด้านล่าง")],
        initial=next((each.key for each in sets if each.columns == tuple(current)), CUSTOM),
        required=False,
        widget=forms.RadioSelect,
    )


def _text_field(label: str, rows: int, text: str, own: str) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(
        label=label,
        required=False,
        initial=text,
        max_length=LONGEST_TEXT,
        help_text=own,
        widget=widget,
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {LONGEST_TEXT:,} ตัวอักษร"},
    )


def _differing(options: KindOptions, ours: Choices, theirs: Choices) -> Iterator[tuple[str, str]]:
    """Yield what somebody else chose where it is not the same: its name, and how it reads."""
    if ours.digits != theirs.digits:
        yield "ตัวเลขในเอกสาร", DIGITS[theirs.digits]
    if ours.round_key != theirs.round_key:
        yield "รอบที่พิมพ์", theirs.round_name or NEWEST_ROUND
    if ours.margins != theirs.margins:
        yield "ขอบกระดาษ", ", ".join(f"{name} {getattr(theirs.margins, side):g} ซม." for side, name in SIDES.items())
    yield from _differing_lists(options, ours, theirs)
    yield from _differing_variants(options, ours, theirs)
    for key, text in options.texts.items():
        if ours.texts.get(key, "") != theirs.texts.get(key, ""):
            yield text.name, theirs.texts.get(key, "") or "(ตามข้อความของระบบ)"
    if ours.signatories != theirs.signatories:
        yield "ผู้ลงนาม", "\n".join(" ".join((each.heading, each.name, each.position)) for each in theirs.signatories)


def _differing_lists(options: KindOptions, ours: Choices, theirs: Choices) -> Iterator[tuple[str, str]]:
    for name, ordered in _ordered_lists(options).items():
        if getattr(ours, name) != getattr(theirs, name):
            yield ordered.short_label, ", ".join(ordered.words.get(key, key) for key in getattr(theirs, name))


def _differing_variants(options: KindOptions, ours: Choices, theirs: Choices) -> Iterator[tuple[str, str]]:
    for key, variant in options.variants.items():
        if (way := theirs.variant(key, variant.usual)) != ours.variant(key, variant.usual):
            yield variant.name, variant.words.get(way, way)
