"""One part of a measure, edited in its row of the plan."""

from dataclasses import replace

from django.http import QueryDict

from measures.forms import MeasureForm
from measures.models import Measure
from measures.services import MeasureContent, content_of

# The fields of each part; the wording is printed in place of the months, so that it is chosen with them.
PARTS = {
    "owners": ("owners", "lead"),
    "months": ("start", "end", "timeframe_wording"),
    "subject": ("issue", "indicator"),
}


class RowForm(MeasureForm):
    """The fields of one part; whatever else the measure says stays."""

    def __init__(self, measure: Measure, part: str, data: QueryDict | None = None) -> None:
        super().__init__(measure.plan, data, measure=measure)
        self.part = part
        self._stored = content_of(measure)
        for name in self.fields.keys() - {*PARTS[part], "version"}:
            del self.fields[name]

    @property
    def content(self) -> MeasureContent:
        """The measure with what was chosen, of a valid form."""
        chosen = {name: self.cleaned_data[name] for name in PARTS[self.part] if name in self.fields}
        if chosen.pop("lead", None) or "owners" in chosen:
            chosen["owners"] = self.owners_led
            kept = (each for each in self._stored.owner_details if each.department in self.owners_led)
            chosen["owner_details"] = tuple(kept)
        return replace(self._stored, **chosen)
