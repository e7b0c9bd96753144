"""The forms in which somebody gives the opinion of a position, or the coordinator records one from paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from agencies.models import Holding
from agencies.models.position import MAX_TITLE
from agencies.rules.holdings import CAPACITY_WORDS, Capacity
from ita_portal.date_field import ThaiDateField
from ita_portal.text.thai import short_date
from ita_portal.text.thai_dates import EXAMPLE
from measures.evidence_intake import EvidenceIntake
from measures.rules.evidence import ACCEPT, ALLOWED, EvidenceRefused
from reports.issue.approval import GivenOpinion, PaperOpinion
from reports.paper.opinion_words import OPINION_WORDS, OpinionChoice, choices_offered, other_choice

LONGEST_OPINION = 2_000
LONGEST_NAME = 150


class OpinionForm(forms.Form):
    """What a position says of a document; `given` is what was filled in. The portal dates it."""

    choice = forms.ChoiceField(
        label="ความเห็น",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "กรุณาเลือกความเห็น"),
    )
    text = forms.CharField(
        label="ข้อความ",
        required=False,
        max_length=LONGEST_OPINION,
        widget=forms.Textarea,
        help_text="พิมพ์ต่อจากความเห็นที่เลือก ไม่ต้องพิมพ์คำนั้นซ้ำ",
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {LONGEST_OPINION:,} ตัวอักษร"},
    )
    position = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    read = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)  # the submission that was shown
    use_required_attribute = False  # all that is wrong is said at once, in our words

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        position: int = 0,
        read: str = "",
        is_last: bool = False,
    ) -> None:
        super().__init__(data, files, initial={"position": position, "read": read})
        self.turn = {"position": str(position), "read": read}
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each), OPINION_WORDS[each]) for each in choices_offered(is_last=is_last)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "choice" not in cleaned or "text" not in cleaned:
            return cleaned
        choice, text = OpinionChoice(cleaned["choice"]), cleaned["text"]
        if choice == OpinionChoice.RETURNED and not text:
            self.add_error("text", "กรุณาระบุสิ่งที่ต้องแก้ไข")
        if other := other_choice(choice, text):
            chosen = f"ไม่ตรงกับความเห็นที่เลือก “{OPINION_WORDS[choice]}”"
            self.add_error("text", f"ข้อความหมายถึง “{OPINION_WORDS[other]}” {chosen} กรุณาเลือกหรือแก้ข้อความ")
        return cleaned

    @property
    def is_of_what_was_read(self) -> bool:
        """Whether the page had shown what is before the executives now; a form that does not say is believed."""
        return self.cleaned_data["read"] in ("", self.turn["read"])

    def go_on_from_here(self) -> None:
        """Let what was typed be given on what the page shows now, once the person has seen it."""
        self.data = {**self.data.dict(), **self.turn}  # type: ignore[attr-defined]  # what was posted is a QueryDict

    @property
    def given(self) -> GivenOpinion:
        """The opinion, once the form is valid."""
        cleaned = self.cleaned_data
        return GivenOpinion(cleaned["position"], OpinionChoice(cleaned["choice"]), cleaned["text"])


class PaperOpinionForm(OpinionForm):
    """An opinion that somebody wrote on the document itself: with its own day, who signed as what, and the scan."""

    on = ThaiDateField(label="วันที่ในเอกสาร")
    signed_name = forms.CharField(
        label="ผู้ลงนาม",
        max_length=LONGEST_NAME,
        help_text="ชื่อพร้อมคำนำหน้าตามที่ลงนาม",
        error_messages={
            "required": "กรุณากรอกชื่อผู้ลงนาม",
            "max_length": f"กรุณากรอกไม่เกิน {LONGEST_NAME} ตัวอักษร",
        },
    )
    capacity = forms.ChoiceField(
        label="ลงนามในฐานะ",
        choices=[(str(each), words) for each, words in CAPACITY_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "กรุณาเลือกฐานะของผู้ลงนาม"),
    )
    own_title = forms.CharField(
        label="ตำแหน่งของผู้ปฏิบัติหน้าที่แทน",
        required=False,
        max_length=MAX_TITLE,
        help_text="กรอกเมื่อรักษาราชการแทนหรือปฏิบัติราชการแทน เช่น รองปลัดเทศบาล",
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {MAX_TITLE} ตัวอักษร"},
    )
    scan = forms.FileField(
        label="ไฟล์สแกนของเอกสารที่ลงนาม",
        help_text=f"{ALLOWED} ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "กรุณาแนบไฟล์สแกนของเอกสารที่ลงนาม")
        | {"empty": "ไฟล์ว่างเปล่า กรุณาตรวจสอบไฟล์แล้วแนบอีกครั้ง"},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: Any = None, *, submitted: date, today: date, **turn: Any
    ) -> None:
        speaker: Holding | None = turn.pop("speaker", None)
        super().__init__(data, files, **turn)
        self.submitted, self.today = submitted, today
        self.fields["on"].help_text = f"ตั้งแต่ {short_date(submitted)} ที่เสนอเรื่อง ถึงวันนี้ เช่น {EXAMPLE}"
        self.initial.update({"capacity": Capacity.HOLDER.value} | _initial_of(speaker))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not self.submitted <= on <= self.today:
            words = f"วันที่ในเอกสารต้องอยู่ระหว่างวันที่เสนอเรื่อง ({short_date(self.submitted)}) ถึงวันนี้ ({short_date(self.today)})"
            raise forms.ValidationError(words)
        return on

    def clean_scan(self) -> Any:
        try:
            return EvidenceIntake().checked(self.cleaned_data["scan"])
        except EvidenceRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("capacity") not in (None, Capacity.HOLDER.value) and not cleaned.get("own_title"):
            self.add_error("own_title", "กรุณากรอกตำแหน่งของผู้ปฏิบัติหน้าที่แทน")
        return cleaned

    @property
    def given(self) -> PaperOpinion:
        """The opinion with its paper, once the form is valid."""
        cleaned, capacity = self.cleaned_data, Capacity(self.cleaned_data["capacity"])
        return PaperOpinion(
            position=cleaned["position"],
            choice=OpinionChoice(cleaned["choice"]),
            text=cleaned["text"],
            on=cleaned["on"],
            signed_name=cleaned["signed_name"],
            scan=cleaned["scan"],
            capacity=capacity,
            own_title="" if capacity == Capacity.HOLDER else cleaned["own_title"],
        )


def _initial_of(speaker: Holding | None) -> dict[str, str]:
    """Return what the form offers where somebody speaks for the position already."""
    if speaker is None:
        return {}
    return {"signed_name": speaker.name, "capacity": speaker.capacity, "own_title": speaker.own_title}
