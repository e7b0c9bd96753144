"""The table of the agencies of an area, for who oversees it, and of a province for the administrator."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import agencies_of, areas_of
from agencies.kept import kept
from agencies.models import Agency, User
from agencies.stamps import stamp_of_all
from agencies.views.person import person_of
from assessments.models import Framework
from assessments.rules.figures import rounded
from ita_portal.download import as_download
from ita_portal.spreadsheets.columns import SheetColumn
from ita_portal.spreadsheets.table_workbook import table_xlsx
from ita_portal.spreadsheets.workbook import XLSX
from ita_portal.text.dictionary_order import dictionary_key
from ita_portal.text.thai import long_date
from measures.cycles import open_result_year
from workspace.models import AreaFilter
from workspace.oversight import overseen_agencies
from workspace.provinces import province_sums
from workspace.rules.oversight import ANYWHERE, CHOICES, SORTS, Choice, OverseenAgency, chosen, in_order, sums_of
from workspace.views.advice import FILTERS

# With more agencies than this a province is chosen first: nobody reads so long a table, nor waits for it.
MOST = 400
MOST_NAMED = 50


@dataclass(frozen=True)
class AreaView:
    """What somebody looks at: which agencies of which province, in which order."""

    result_year: int
    provinces: tuple[tuple[str, int], ...]  # that the person oversees, each with its number of agencies
    province: str
    district: str
    choice: Choice
    weak: int  # of what is below: ANYWHERE, in the total, or in an instrument by its place
    sort: str
    descending: bool
    agencies: tuple[OverseenAgency, ...]
    is_one_district: bool = False  # the page of a district: its sums are those of the district
    stamp: str = ""  # how the data of the agencies stood, by which the table is kept

    @property
    def is_too_large(self) -> bool:
        return not self.province and sum(count for _, count in self.provinces) > MOST

    @property
    def one_province(self) -> str:
        """The province in which all of it lies; empty where there are several."""
        return self.province or (self.provinces[0][0] if len(self.provinces) == 1 else "")

    @property
    def has_district_pages(self) -> bool:
        """Whether addresses of its districts can be told apart."""
        return bool(self.one_province) and "/" not in self.one_province

    @property
    def where(self) -> str:
        """The area in words."""
        district = f"อำเภอ{self.district} " if self.is_one_district else ""
        return f"{district}จังหวัด{self.one_province}" if self.one_province else "ทุกหน่วยงานที่กำกับดูแล"

    @cached_property
    def listed(self) -> list[OverseenAgency]:
        found = chosen(self.agencies, self.choice, self.district, self.weak)
        return in_order(found, self.sort, descending=self.descending)


@dataclass(frozen=True)
class AreaHeading:
    """The heading of a column: by which one sorts with the next click, if at all, and how it is sorted now."""

    name: str
    sort: str = ""
    direction: str = ""
    is_number: bool = False


@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """Every agency of the area with its result and how far its cycle has come."""
    return _page(request, _area_of(request))


@require_safe
def oversight_district(request: HttpRequest, province: str, district: str) -> HttpResponse:
    """The agencies of one district, with sums of their own."""
    area = _area_of(request, province, district)
    if not area.agencies:
        raise Http404
    return _page(request, area)


def _page(request: HttpRequest, area: AreaView) -> HttpResponse:
    user = person_of(request)
    instruments = _instruments(area)
    sums = sums_of(area.agencies)
    context = {
        "area": area,
        "sums": sums,
        "choices": [(each, name, len(chosen(area.agencies, each, area.district))) for each, name in CHOICES.items()],
        "weaknesses": list(enumerate(zip(("คะแนนรวม", *instruments), sums.below, strict=False))),
        "districts": sorted({each.district for each in area.agencies if each.district}, key=dictionary_key),
        "instruments": instruments,
        "headings": _headings(area, instruments),
        "kept": [(name, value) for name, value in request.GET.items() if name != "district"],
        "asked": [(name, value) for name, value in request.GET.items() if name in FILTERS],
        "saved": AreaFilter.objects.filter(user=user),
        "year_before": area.result_year - 1,
        "province_sums": province_sums(_overseen_by(user), area.result_year) if area.is_too_large else (),
        "homeless": list(Agency.objects.filter(province="").order_by("pk")[:MOST_NAMED]) if user.is_superuser else (),
    }
    return render(request, "workspace/oversight.html", context)


@require_safe
def oversight_download(request: HttpRequest) -> HttpResponse:
    """The same table as a workbook, to print and to work on."""
    area = _area_of(request)
    content = table_xlsx(
        title=f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {area.result_year} {area.where}",
        sheet_name="หน่วยงาน",
        about=[("ข้อมูล ณ วันที่", long_date(timezone.localdate()))],
        columns=_columns(_instruments(area)),
        rows=area.listed,
    )
    return as_download(content, name=f"หน่วยงานในพื้นที่ {area.result_year}.xlsx", content_type=XLSX)


def _area_of(request: HttpRequest, province: str = "", district: str = "") -> AreaView:
    """Return what the address asks for; with a district in its path that district alone."""
    user, today = person_of(request), timezone.localdate()
    provinces = _provinces(user)
    is_one_district = bool(district)
    province = province or request.GET.get("province", "")
    if province and province not in dict(provinces):
        raise Http404
    sort = request.GET.get("sort", "")
    area = AreaView(
        result_year=_year(request.GET.get("year", ""), today),
        provinces=provinces,
        province=province,
        district=district or request.GET.get("district", ""),
        choice=_choice(request.GET.get("show", "")),
        weak=_place(request.GET.get("weak", "")),
        sort=sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "name",
        descending=sort.startswith("-"),
        agencies=(),
        is_one_district=is_one_district,
    )
    return area if area.is_too_large else _filled(area, user, today)


def _filled(area: AreaView, user: User, today: date) -> AreaView:
    agencies = _overseen_by(user)
    if area.province:
        agencies = agencies.filter(province=area.province)
    if area.is_one_district:
        agencies = agencies.filter(district=area.district)
    area = replace(area, stamp=stamp_of_all(agencies))
    what = ("overseen", area.result_year, today)  # of this day, even where midnight comes before it is kept
    found = kept(area, what, lambda: overseen_agencies(agencies, area.result_year, today))
    return replace(area, agencies=tuple(found))


def _place(typed: str) -> int:
    """Return the place of what is below: 0 for the total, then the instruments; anything else is anywhere."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 1 else ANYWHERE


def _overseen_by(user: User) -> "QuerySet[Agency]":
    return agencies_of(user).order_by()


def _provinces(user: User) -> tuple[tuple[str, int], ...]:
    """Return the provinces that a person oversees with the number of agencies; raise 403 for who oversees none."""
    if not user.is_superuser and not areas_of(user):
        raise PermissionDenied
    counted = _overseen_by(user).values_list("province").annotate(count=Count("pk"))
    return tuple(sorted((str(name), int(count)) for name, count in counted))


def _year(typed: str, today: date) -> int:
    newest = open_result_year(today)
    return int(typed) if typed.isdecimal() and len(typed) == 4 and 2556 <= int(typed) <= newest else newest


def _choice(typed: str) -> Choice:
    return Choice(typed) if typed in set(Choice) else Choice.ALL


def _instruments(area: AreaView) -> tuple[str, ...]:
    """Return the instruments of a year; those of the newest year known where it has no framework yet."""
    known = Framework.objects.filter(fiscal_year__lte=area.result_year).order_by("-fiscal_year")
    framework = kept(area, ("newest-framework", area.result_year), known.first)
    return tuple(each.code for each in framework.structure().instruments) if framework else ()


def _headings(area: AreaView, instruments: tuple[str, ...]) -> list[AreaHeading]:
    """Return the headings in the order of the columns."""

    def sorting(name: str, key: str, *, is_number: bool = False) -> AreaHeading:
        if area.sort != key:
            return AreaHeading(name, f"-{key}" if is_number else key, is_number=is_number)
        direction = "descending" if area.descending else "ascending"
        return AreaHeading(name, key if area.descending else f"-{key}", direction, is_number)

    return [
        sorting("หน่วยงาน", "name"),
        sorting("อำเภอ", "district"),
        sorting("รวม", "total", is_number=True),
        AreaHeading("ระดับ"),
        *(AreaHeading(code, is_number=True) for code in instruments),
        sorting("เทียบปีก่อน", "change", is_number=True),
        AreaHeading("ตัวชี้วัดที่ต่ำที่สุด"),
        AreaHeading("รอบงาน"),
        sorting("มาตรการเกินกำหนด", "overdue", is_number=True),
        sorting("แก้ไขล่าสุด", "last"),
    ]


def _columns(instruments: tuple[str, ...]) -> list[SheetColumn[OverseenAgency]]:
    def figure(value: object) -> float | None:
        return None if value is None else float(rounded(value))  # type: ignore[arg-type]

    def of_instrument(at: int) -> SheetColumn[OverseenAgency]:
        return SheetColumn(instruments[at], 10, lambda each: figure(dict(enumerate(each.instruments)).get(at)))

    return [
        SheetColumn("หน่วยงาน", 30, lambda each: each.name),
        SheetColumn("ประเภท", 24, lambda each: each.kind),
        SheetColumn("อำเภอ", 18, lambda each: each.district),
        SheetColumn("จังหวัด", 18, lambda each: each.province),
        SheetColumn("คะแนนรวม", 12, lambda each: figure(each.total)),
        SheetColumn("ระดับ", 20, lambda each: each.level),
        *(of_instrument(at) for at in range(len(instruments))),
        SheetColumn("เทียบปีก่อน", 12, lambda each: figure(each.change)),
        SheetColumn("ตัวชี้วัดที่ต่ำที่สุด", 32, lambda each: each.weakest),
        SheetColumn("งานของรอบที่แล้วเสร็จ", 32, lambda each: " ".join(name for name, is_done in each.steps if is_done)),
        SheetColumn("มาตรการเกินกำหนด", 12, lambda each: each.overdue),
        SheetColumn("แก้ไขล่าสุด", 14, lambda each: each.last_change),
    ]
