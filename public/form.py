"""The form in which an agency chooses what everybody may see."""

from django import forms
from django.http import QueryDict

from public.models import PublicPage
from public.services import PublicChoices, choices_of

LICENCES = (("", "ไม่ได้กำหนด"), *(each for each in PublicPage.Licence.choices if each[0]))


class PublicPageForm(forms.Form):
    shows_result = forms.BooleanField(
        label="แสดงผลการประเมิน",
        required=False,
        help_text="คะแนนรวม ระดับ คะแนนรายเครื่องมือ ตัวชี้วัด และข้อคำถาม ของทุกปีที่บันทึกไว้",
    )
    shows_measures = forms.BooleanField(
        label="แสดงมาตรการและสถานะ",
        required=False,
        help_text="ชื่อมาตรการ ผู้รับผิดชอบ ระยะเวลา และสถานะที่ตรวจรับแล้ว ไม่แสดงชื่อบุคคลและหลักฐาน",
    )
    licence = forms.ChoiceField(
        label="เงื่อนไขการใช้ข้อมูล",
        choices=LICENCES,
        required=False,
        error_messages={"invalid_choice": "กรุณาเลือกจากรายการ"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, page: PublicPage, data: QueryDict | None = None) -> None:
        stored = choices_of(page)
        super().__init__(data, initial=vars(stored) | {"seen": stored.seen})

    @property
    def choices(self) -> PublicChoices:
        """What a valid form says."""
        told = self.cleaned_data
        return PublicChoices(told["shows_result"], told["shows_measures"], told["licence"])

    def go_on_from(self, page: PublicPage) -> None:
        """Let the next save take what stands in the form, although somebody else has saved meanwhile."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["seen"] = choices_of(page).seen
        self.data = data
