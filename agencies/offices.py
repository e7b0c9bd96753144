"""The offices of an agency as official letters name them: head, permanent secretary, secretary's division."""

from dataclasses import dataclass

from agencies.models import Agency
from agencies.rules.holdings import opinion_heading

_HEADS = {
    Agency.Kind.PROVINCE: "นายกองค์การบริหารส่วนจังหวัด",
    Agency.Kind.CITY: "นายกเทศมนตรีนคร",
    Agency.Kind.TOWN: "นายกเทศมนตรีเมือง",
    Agency.Kind.SUBDISTRICT: "นายกเทศมนตรีตำบล",
    Agency.Kind.SUBDISTRICT_ORGANISATION: "นายกองค์การบริหารส่วนตำบล",
}
_DIVISIONS = {
    Agency.Kind.PROVINCE: "สำนักปลัดองค์การบริหารส่วนจังหวัด",
    Agency.Kind.CITY: "สำนักปลัดเทศบาล",
    Agency.Kind.TOWN: "สำนักปลัดเทศบาล",
    Agency.Kind.SUBDISTRICT: "สำนักปลัดเทศบาล",
}


def head_of(agency: Agency) -> str:
    """Return the office that commands the agency, for example นายกเทศมนตรีตำบลดงสมบูรณ์."""
    kind = Agency.Kind(agency.kind)
    return f"{_HEADS[kind]}{agency.name}" if kind in _HEADS else f"หัวหน้าหน่วยงาน{agency.name}"


def secretary_of(agency: Agency) -> str:
    """Return the office of the agency's highest permanent official, for example ปลัดเทศบาลตำบลดงสมบูรณ์."""
    return f"ปลัด{agency.full_name}" if agency.kind in _HEADS else f"รองหัวหน้าหน่วยงาน{agency.name}"


def division_of(agency: Agency) -> str:
    """Return the secretary's division, which writes the memo: สำนักปลัดเทศบาล, in an อบต. only สำนักปลัด."""
    return _DIVISIONS.get(Agency.Kind(agency.kind), "สำนักปลัด")


def head_of_division(agency: Agency) -> str:
    """Return who leads the secretary's division, for example หัวหน้าสำนักปลัดเทศบาล."""
    return f"หัวหน้า{division_of(agency)}"


@dataclass(frozen=True)
class StandardPosition:
    """A position of the chain as an agency of its kind usually has it."""

    title: str
    heading: str


def standard_positions(agency: Agency) -> tuple[StandardPosition, ...]:
    """Return the usual chain of opinions: head of the secretary's division, permanent secretary, head."""
    leader, secretary, head = head_of_division(agency), secretary_of(agency), head_of(agency)
    return (
        StandardPosition(leader, opinion_heading(leader, commands=False)),
        StandardPosition(secretary, opinion_heading(secretary, commands=False)),
        StandardPosition(head, opinion_heading(head, commands=True)),
    )
