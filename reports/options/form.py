"""The form in which an agency chooses how one kind of document looks, and words its texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.rules.figures import FigureRefused, parse_figure
from ita_portal.text.thai import long_date
from measures.models import ReportingRound
from reports.options.choices import (
    ANALYSIS,
    CHARTS,
    COLUMN_SETS,
    COLUMNS,
    DIGITS,
    KIND_COLUMNS,
    MEMO,
    PARTS,
    REPORTING,
    TEXTS,
    Choices,
    Signatory,
)
from reports.paper.blocks import Margins

LONGEST_TEXT = 20_000
NARROWEST_CM, WIDEST_CM = 1.0, 5.0
SIGNATORIES = 6
CUSTOM = "custom"
NEWEST_ROUND = "รอบล่าสุดที่รับรายงานแล้ว"
SIDES = {"top": "บน", "right": "ขวา", "bottom": "ล่าง", "left": "ซ้าย"}
COLUMN_SET_NAMES = {
    "by-issue": "ประเด็น มาตรการ ผู้รับผิดชอบ ขั้นตอน ระยะเวลา",
    "with-follow-up": "มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา การติดตามผล",
    "owners-last": "มาตรการ ขั้นตอน ระยะเวลา การติดตามผล ผู้รับผิดชอบ",
    "follow-up-only": "มาตรการ ขั้นตอน ผู้รับผิดชอบ การติดตามผล",
    "progress": "มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา ผลลัพธ์ ผลการดำเนินการ",
}


@dataclass(frozen=True)
class OrderedList:
    """Things to print and their order: a choice of place for each of them."""

    name: str
    label: str
    words: Mapping[str, str]  # key → what the person reads

    def field_name(self, key: str) -> str:
        return f"{self.name}-{key}"

    def fields(self, chosen: Sequence[str]) -> dict[str, forms.ChoiceField]:
        places = [("", "ไม่พิมพ์"), *((str(place), str(place)) for place in range(1, len(self.words) + 1))]
        return {
            self.field_name(key): forms.ChoiceField(
                label=word,
                choices=places,
                required=False,
                initial=str(chosen.index(key) + 1) if key in chosen else "",
            )
            for key, word in self.words.items()
        }

    def read(self, cleaned: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the keys in the order that was chosen; of two in one place the one listed first comes first."""
        placed = [(int(place), key) for key in self.words if (place := cleaned.get(self.field_name(key)))]
        return tuple(key for _, key in sorted(placed, key=lambda pair: pair[0]))


class LengthField(forms.CharField):
    """A margin in centimetres, in Thai or Arabic digits."""

    def clean(self, value: Any) -> float:
        text = super().clean(value)
        try:
            length = parse_figure(text)
        except FigureRefused as refused:
            raise forms.ValidationError("กรุณากรอกตัวเลขเป็นเซนติเมตร เช่น 2.5") from refused
        if length is None or not NARROWEST_CM <= length <= WIDEST_CM:
            raise forms.ValidationError(f"ขอบกระดาษต้องอยู่ระหว่าง {NARROWEST_CM:g} ถึง {WIDEST_CM:g} ซม.")
        return float(round(length, 1))


class ChoicesForm(forms.Form):
    """Fields for the choices of one kind; `choices` gives the chosen ones as plain values."""

    digits = forms.ChoiceField(label="ตัวเลขในเอกสาร", choices=list(DIGITS.items()), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        kind: str,
        current: Choices,
        own_texts: Mapping[str, str],
        signatories: Sequence[Signatory],
        data: Mapping[str, Any] | None = None,
        *,
        version: int = 0,
        rounds: Sequence[ReportingRound] = (),
    ) -> None:
        super().__init__(data, initial={"digits": current.digits, "version": version})
        self.kind = kind
        self.rounds = {str(each.key): each.name for each in rounds}
        if current.round_key:  # stays chosen though nothing is accepted in it now; a check tells of it
            self.rounds.setdefault(current.round_key, current.round_name)
        if kind in REPORTING:
            self.fields["round"] = _round_field(rounds, current)
        self.theirs: dict[str, str] = {}  # what somebody else chose meanwhile, by what it is called
        self.lists = [OrderedList("columns", "คอลัมน์ของตารางมาตรการ", _column_words(kind))]
        if kind == ANALYSIS:
            self.lists += [OrderedList("parts", "ส่วนของรายงาน", PARTS), OrderedList("charts", "แผนภูมิ", CHARTS)]
        self.fields["column_set"] = _column_set(kind, current.columns)
        for ordered in self.lists:
            self.fields.update(ordered.fields(getattr(current, ordered.name)))
        for side, name in SIDES.items():
            length = f"{getattr(current.margins, side):g}"
            widget = forms.TextInput({"inputmode": "decimal", "size": 4})
            self.fields[f"margin-{side}"] = LengthField(label=f"ขอบ{name} (ซม.)", initial=length, widget=widget)
        for key, text in TEXTS[kind].items():
            self.fields[f"text-{key}"] = _text_field(
                text.name, text.rows, current.texts.get(key, ""), own_texts.get(key, "")
            )
        self._add_signatories(current.signatories or tuple(signatories))

    def _add_signatories(self, signatories: Sequence[Signatory]) -> None:
        if self.kind != MEMO:
            return
        for number in range(SIGNATORIES):
            each = signatories[number] if number < len(signatories) else Signatory()
            for part, (label, rows) in {
                "heading": ("หัวข้อความเห็น", 1),
                "name": ("ชื่อ", 1),
                "position": ("ตำแหน่ง", 2),
            }.items():
                self.fields[f"signatory-{number}-{part}"] = _text_field(label, rows, getattr(each, part), "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and "measure" not in self.columns:
            self.add_error(None, "ตารางมาตรการต้องมีคอลัมน์มาตรการ")
        if not self.errors and self.kind == ANALYSIS and not self.lists[1].read(cleaned):
            self.add_error(None, "รายงานต้องมีอย่างน้อยหนึ่งส่วน")
        return cleaned

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns: a set when another one was picked, else the places of the single columns."""
        picked = self.cleaned_data.get("column_set", CUSTOM)
        if picked in COLUMN_SETS and picked != self.fields["column_set"].initial:
            return COLUMN_SETS[picked]
        return self.lists[0].read(self.cleaned_data)

    @property
    def choices(self) -> Choices:
        """What was chosen, once the form is valid."""
        cleaned = self.cleaned_data
        lists = {ordered.name: ordered.read(cleaned) for ordered in self.lists} | {"columns": self.columns}
        texts = {key: text for key in TEXTS[self.kind] if (text := cleaned[f"text-{key}"])}
        return Choices(
            margins=Margins(*(cleaned[f"margin-{side}"] for side in SIDES)),
            columns=lists["columns"],
            digits=cleaned["digits"],
            parts=lists.get("parts", ()),
            charts=lists.get("charts", ()),
            texts=texts,
            signatories=self._signatories(),
            round_key=(chosen := cleaned.get("round", "")),
            round_name=self.rounds.get(chosen, ""),
        )

    def _signatories(self) -> tuple[Signatory, ...]:
        if self.kind != MEMO:
            return ()
        read = (
            Signatory(*(self.cleaned_data[f"signatory-{number}-{part}"] for part in ("heading", "name", "position")))
            for number in range(SIGNATORIES)
        )
        return tuple(signatory for signatory in read if not signatory.is_empty)

    def go_on_from(self, theirs: Choices, version: int) -> None:
        """Keep what was typed, show where somebody else chose otherwise, and let the next saving go through."""
        self.data = {**dict(self.data.items()), "version": str(version)}
        self.theirs = dict(_differing(self.kind, self.choices, theirs))

    @property
    def ordered_lists(self) -> list[tuple[OrderedList, list[forms.BoundField]]]:
        return [(ordered, [self[ordered.field_name(key)] for key in ordered.words]) for ordered in self.lists]

    @property
    def margin_fields(self) -> list[forms.BoundField]:
        return [self[f"margin-{side}"] for side in SIDES]

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self[f"text-{key}"] for key in TEXTS[self.kind]]

    @property
    def signatory_fields(self) -> list[list[forms.BoundField]]:
        if self.kind != MEMO:
            return []
        return [
            [self[f"signatory-{number}-{part}"] for part in ("heading", "name", "position")]
            for number in range(SIGNATORIES)
        ]


def _round_field(rounds: Sequence[ReportingRound], current: Choices) -> forms.ChoiceField:
    """Return the choice between the rounds with accepted reports, newest last, and always the newest of them."""
    named = {str(each.key): f"{each.name} (ข้อมูลถึงวันที่ {long_date(each.ends_on)})" for each in rounds}
    if current.round_key not in ("", *named):
        named[current.round_key] = f"{current.round_name} (ขณะนี้ไม่มีรายงานที่รับแล้ว)"
    return forms.ChoiceField(
        label="รอบที่พิมพ์",
        choices=[("", f"{NEWEST_ROUND} (ปัจจุบันคือ{rounds[-1].name})" if rounds else NEWEST_ROUND), *named.items()],
        initial=current.round_key,
        required=False,
        error_messages={"invalid_choice": "รอบที่เลือกไม่มีรายงานที่รับแล้ว กรุณาเลือกรอบอื่น"},
    )


def _column_words(kind: str) -> dict[str, str]:
    return {key: COLUMNS[key].heading for key in KIND_COLUMNS[kind]}


def _column_set(kind: str, current: Sequence[str]) -> forms.ChoiceField:
    """Return the choice between the sets that fit a kind; the one in use is picked, else the agency's own order."""
    fitting = {name: keys for name, keys in COLUMN_SETS.items() if set(keys) <= set(KIND_COLUMNS[kind])}
    picked = next((name for name, keys in fitting.items() if keys == tuple(current)), CUSTOM)
    return forms.ChoiceField(
        label="ชุดคอลัมน์",
        choices=[*((name, COLUMN_SET_NAMES[name]) for name in fitting), (CUSTOM, "กำหนดเองตามลำดับด้านล่าง")],
        initial=picked,
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
        error_messages={"max_length": f"ข้อความยาวเกิน {LONGEST_TEXT:,} ตัวอักษร"},
    )


def _differing(kind: str, ours: Choices, theirs: Choices) -> Iterator[tuple[str, str]]:
    """Yield what somebody else chose where it is not the same: its name, and how it reads."""
    if ours.digits != theirs.digits:
        yield "ตัวเลขในเอกสาร", DIGITS[theirs.digits]
    if ours.round_key != theirs.round_key:
        yield "รอบที่พิมพ์", theirs.round_name or NEWEST_ROUND
    if ours.margins != theirs.margins:
        yield "ขอบกระดาษ", ", ".join(f"{name} {getattr(theirs.margins, side):g} ซม." for side, name in SIDES.items())
    yield from _differing_lists(kind, ours, theirs)
    for key, text in TEXTS[kind].items():
        if ours.texts.get(key, "") != theirs.texts.get(key, ""):
            yield text.name, theirs.texts.get(key, "") or "(ตามข้อความของระบบ)"
    if ours.signatories != theirs.signatories:
        yield "ผู้ลงนาม", "\n".join(" ".join((each.heading, each.name, each.position)) for each in theirs.signatories)


def _differing_lists(kind: str, ours: Choices, theirs: Choices) -> Iterator[tuple[str, str]]:
    for words, name, label in (
        (_column_words(kind), "columns", "คอลัมน์"),
        (PARTS, "parts", "ส่วนของรายงาน"),
        (CHARTS, "charts", "แผนภูมิ"),
    ):
        if getattr(ours, name) != getattr(theirs, name):
            yield label, ", ".join(words[key] for key in getattr(theirs, name))
