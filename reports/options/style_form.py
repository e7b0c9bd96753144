"""The form in which an agency sets once what all its documents have in common."""

from collections.abc import Mapping
from typing import Any

from django import forms

from reports.options.choices import DIGITS, PaperStyle
from reports.options.form import SIDES, margin_field
from reports.paper.blocks import Margins


class StyleForm(forms.Form):
    """Digits and margins; `style` gives them as plain values."""

    digits = forms.ChoiceField(label="ตัวเลขในเอกสาร", choices=list(DIGITS.items()), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, current: PaperStyle, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"digits": current.digits, "version": current.version})
        self.theirs: PaperStyle | None = None  # what somebody else saved meanwhile
        for side in SIDES:
            self.fields[f"margin-{side}"] = margin_field(side, getattr(current.margins, side))

    @property
    def style(self) -> PaperStyle:
        """What was chosen, once the form is valid."""
        cleaned = self.cleaned_data
        margins = Margins(*(cleaned[f"margin-{side}"] for side in SIDES))
        return PaperStyle(margins, cleaned["digits"], cleaned["version"])

    def go_on_from(self, theirs: PaperStyle) -> None:
        """Keep what was typed, show what somebody else saved, and let the next saving go through."""
        self.data = {**dict(self.data.items()), "version": str(theirs.version)}
        self.theirs = theirs

    @property
    def margin_fields(self) -> list[forms.BoundField]:
        return [self[f"margin-{side}"] for side in SIDES]
