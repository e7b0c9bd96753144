"""All wordings of a framework year in one table: what was typed, what the page had shown, what somebody else saved."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.framework_services import CorrectedWording, digest_of
from assessments.models import Framework, Question
from ita_portal.text.spelling import one_spelling

LONGEST_COLUMN = 100_000
FILL, CONFIRM = "fill", "confirm"  # what else than saving the buttons of the table do


@dataclass(frozen=True)
class WordingRow:
    """A question as the table shows it; `other` is what somebody else saved meanwhile."""

    question: Question
    text: forms.BoundField
    wording: forms.BoundField
    seen: str
    other: str | None = None


class WordingsForm(forms.Form):
    """A text and its certainty for each question of a year; a pasted column fills the texts from one row on."""

    column = forms.CharField(
        label="วางข้อความทั้งคอลัมน์จากตารางคำนวณ",
        required=False,
        max_length=LONGEST_COLUMN,
        widget=forms.Textarea({"rows": 4}),
    )
    first = forms.ChoiceField(label="เริ่มที่ข้อ", required=False)

    def __init__(self, framework: Framework, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.questions = list(framework.questions.order_by("indicator__number", "number"))
        self.others: dict[str, Question] = {}
        first: Any = self.fields["first"]
        first.choices = [(question.code, question.code) for question in self.questions]
        for question in self.questions:
            label = f"ข้อ {question.code}"
            self.fields[f"text-{question.code}"] = forms.CharField(
                label=label, required=False, initial=question.text, widget=forms.Textarea({"rows": 2, "cols": 80})
            )
            self.fields[f"wording-{question.code}"] = forms.ChoiceField(
                label=f"{label} ตรงตามคู่มือเพียงใด", choices=Question.Wording.choices, initial=question.wording
            )

    @property
    def rows(self) -> Iterator[WordingRow]:
        for question in self.questions:
            code, other = question.code, self.others.get(question.code)
            seen = self._seen(code) if self.is_bound and other is None else digest_of(other or question)
            text, wording = self[f"text-{code}"], self[f"wording-{code}"]
            yield WordingRow(question, text, wording, seen, other.text if other else None)

    @property
    def typed(self) -> list[CorrectedWording]:
        """What the table holds, row by row, with what the page had shown."""
        return [
            CorrectedWording(
                code=question.code,
                text=" ".join(self.cleaned_data[f"text-{question.code}"].split()),
                wording=self.cleaned_data[f"wording-{question.code}"],
                seen=self._seen(question.code),
            )
            for question in self.questions
        ]

    def to_store(self, *, is_confirmed: bool) -> list[CorrectedWording]:
        """Return what is to be stored; confirmed, whatever has a text has been compared with the handbook."""
        official = Question.Wording.OFFICIAL
        return [replace(each, wording=official) if is_confirmed and each.text else each for each in self.typed]

    def filled(self) -> QueryDict:
        """Return what was sent with the pasted column in its rows; nothing is saved yet."""
        assert isinstance(self.data, QueryDict)
        data, codes = self.data.copy(), [question.code for question in self.questions]
        first = self.data.get("first", "")
        rows = codes[codes.index(first) if first in codes else 0 :]
        for code, text in zip(rows, texts_of(self.data.get("column", "")), strict=False):
            data[f"text-{code}"] = text
        data["column"] = ""
        return data

    def _seen(self, code: str) -> str:
        return str(self.data.get(f"seen-{code}", ""))


def texts_of(column: str) -> list[str]:
    """Return the texts of a column as a spreadsheet copies it: a cell of several lines stands in quotes."""
    lines: Iterable[list[str]] = csv.reader(StringIO(one_spelling(column)), delimiter="\t")
    return [" ".join(cells[0].split()) if cells else "" for cells in lines]
