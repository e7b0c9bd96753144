"""The form in which a person tells where a document lies on the agency's own website."""

from django import forms
from django.http import QueryDict

from ita_portal.outside_links import is_web_address
from reports.issue.handover import TypedPlace, mark_of
from reports.issue.rules.handover import LONGEST_MENU, MOST_MENUS, menus_of
from reports.models import WebsitePlace

LONGEST = 2_000


class PlaceForm(forms.Form):
    address = forms.CharField(
        label="ที่อยู่ (URL) ของเอกสารบนเว็บไซต์ของหน่วยงาน",
        required=False,
        max_length=LONGEST,
        help_text="หน้าที่ผู้ประเมินเปิดแล้วพบเอกสารนี้ทันที และมีปีอยู่ในหน้านั้น เช่น https://www.example.go.th/ita/2569",
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {LONGEST} ตัวอักษร"},
    )
    menus = forms.CharField(
        label="เมนูที่ต้องเลือกตามลำดับ",
        required=False,
        max_length=LONGEST,
        help_text="หนึ่งบรรทัดต่อหนึ่งเมนู ตามคำที่แสดงบนเว็บไซต์ เช่น ข้อมูลหน่วยงาน บรรทัดต่อไป ITA ปี 2569",
        error_messages={"max_length": f"กรุณากรอกไม่เกิน {LONGEST} ตัวอักษร"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    use_required_attribute = False

    def __init__(self, place: WebsitePlace, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"address": place.address, "menus": place.menus, "seen": mark_of(place)})

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address and not is_web_address(address):
            raise forms.ValidationError("กรุณากรอกที่อยู่เต็มของหน้าเว็บ ขึ้นต้นด้วย http:// หรือ https://")
        return address

    def clean_menus(self) -> str:
        menus = menus_of(self.cleaned_data["menus"])
        if len(menus) > MOST_MENUS or any(len(each) > LONGEST_MENU for each in menus):
            raise forms.ValidationError(f"กรุณากรอกไม่เกิน {MOST_MENUS} เมนู เมนูละไม่เกิน {LONGEST_MENU} ตัวอักษร")
        return "\n".join(menus)

    @property
    def typed(self) -> TypedPlace:
        """What a valid form says."""
        told = self.cleaned_data
        return TypedPlace(told["address"], told["menus"], told["seen"])

    def go_on_from(self, place: WebsitePlace) -> None:
        """Let the next save take what stands in the form, although somebody else has saved meanwhile."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["seen"] = mark_of(place)
        self.data = data
