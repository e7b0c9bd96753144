"""The forms of an agency's settings: what it says of itself, its pictures, the names of its departments."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict

from agencies.forms.pictures import PictureField
from agencies.models import PICTURE_VALIDATORS, Agency
from agencies.models.agency import NO_WEBSITE
from agencies.rules.departments import MAX_NAME, department_name
from agencies.rules.report_months import MONTHS_OF_YEAR
from agencies.rules.session_ends import IDLE_MINUTES
from agencies.services import AgencyContent, agency_content_of
from ita_portal.text.thai import MONTHS

LOWEST_TARGET, HIGHEST_TARGET = 85, 100
NO_TARGET = f"กรุณากรอกตัวเลขตั้งแต่ {LOWEST_TARGET} ถึง {HIGHEST_TARGET} ทศนิยมไม่เกินสองตำแหน่ง เช่น 85 หรือ 90.50"
TARGET_ERRORS = (
    "required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits",
)  # fmt: skip
SAID_AS_TYPED = ("address", "phone", "website", "target", "ends_idle_sessions", "joins_benchmark")
FISCAL_MONTHS = [*MONTHS[9:], *MONTHS[:9]]  # a fiscal year begins with October
ONE_MONTH = "กรุณาเลือกอย่างน้อยหนึ่งรอบ"


def _too_long(length: int) -> dict[str, str]:
    return {"max_length": f"กรุณากรอกไม่เกิน {length} ตัวอักษร"}


class AgencyForm(forms.Form):
    """What a coordinator says of the agency; `content` is what a valid form says."""

    address = forms.CharField(label="ที่อยู่", required=False, max_length=300, error_messages=_too_long(300))
    phone = forms.CharField(label="โทรศัพท์", required=False, max_length=50, error_messages=_too_long(50))
    website = forms.CharField(
        label="เว็บไซต์",
        required=False,
        max_length=300,
        help_text="ขึ้นต้นด้วย http:// หรือ https:// เช่น https://www.example.go.th",
        validators=[URLValidator(schemes=["http", "https"], message=NO_WEBSITE)],
        error_messages=_too_long(300),
    )
    target = forms.DecimalField(
        label="ค่าเป้าหมาย (คะแนน)",
        min_value=LOWEST_TARGET,
        max_value=HIGHEST_TARGET,
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="คะแนนที่ต่ำกว่าค่านี้ถือว่าต้องปรับปรุง กำหนดได้ตั้งแต่ 85 ถึง 100",
        error_messages=dict.fromkeys(TARGET_ERRORS, NO_TARGET),
    )
    report_months = forms.TypedMultipleChoiceField(
        label="รอบการรายงานของปี",
        coerce=int,
        choices=[
            (month, f"รอบ {month} เดือน (สิ้นเดือน{FISCAL_MONTHS[month - 1]})") for month in range(1, MONTHS_OF_YEAR + 1)
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": ONE_MONTH,
            "invalid_list": ONE_MONTH,
            "invalid_choice": "เลือกได้เฉพาะรอบในรายการ",
        },
    )
    ends_idle_sessions = forms.BooleanField(
        label=f"ให้ผู้ประสานงาน ITA และผู้บริหารออกจากระบบเมื่อไม่ได้ใช้งาน {IDLE_MINUTES} นาที", required=False
    )
    joins_benchmark = forms.BooleanField(
        label="ให้นำคะแนนของหน่วยงานไปนับรวมในการเทียบกับหน่วยงานประเภทเดียวกัน", required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    use_required_attribute = False  # all that is wrong is said at once, in our words

    def __init__(self, agency: Agency, data: QueryDict | None = None) -> None:
        stored = agency_content_of(agency)
        super().__init__(data, initial=vars(stored) | {"seen": stored.seen})

    @property
    def content(self) -> AgencyContent:
        """What a valid form says."""
        texts = {name: self.cleaned_data[name] for name in SAID_AS_TYPED}
        return AgencyContent(**texts, report_months=tuple(sorted(self.cleaned_data["report_months"])))

    def go_on_from(self, agency: Agency) -> None:
        """Let the next save take what stands in the form, although somebody else has saved meanwhile."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["seen"] = agency_content_of(agency).seen
        self.data = data


class PictureForm(forms.Form):
    """A picture to be used instead of the one that the page had shown, whose stored name is `seen`."""

    picture = PictureField(
        label="ไฟล์ภาพ (PNG, JPEG หรือ SVG ไม่เกิน 2 MB)",
        validators=PICTURE_VALIDATORS,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg"}),
        error_messages={
            "required": "กรุณาเลือกไฟล์ภาพ",
            "missing": "กรุณาเลือกไฟล์ภาพ",
            "empty": "ไฟล์นี้ว่างเปล่า",
            "invalid": "กรุณาเลือกไฟล์ภาพ",
            "invalid_image": "ไฟล์นี้ไม่ใช่ภาพ PNG, JPEG หรือ SVG ที่อ่านได้",
            "max_length": "ชื่อไฟล์ยาวเกินไป",
        },
    )
    use_required_attribute = False

    def __init__(self, name: str, data: QueryDict | None = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id=f"{name}-%s")


class DepartmentForm(forms.Form):
    """The name of a department; `seen` is the one that the page had shown."""

    name = forms.CharField(
        label="ชื่อกองหรือสำนัก",
        max_length=MAX_NAME,
        error_messages={"required": "กรุณากรอกชื่อกองหรือสำนัก"} | _too_long(MAX_NAME),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    use_required_attribute = False

    def clean_name(self) -> str:
        return department_name(self.cleaned_data["name"])
