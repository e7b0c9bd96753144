"""The offices of an agency as official letters name them: the head, the permanent secretary, the secretary's office."""

from agencies.models import Agency

_HEADS = {
    Agency.Kind.PROVINCE: "นายกองค์การบริหารส่วนจังหวัด",
    Agency.Kind.CITY: "นายกเทศมนตรีนคร",
    Agency.Kind.TOWN: "นายกเทศมนตรีเมือง",
    Agency.Kind.SUBDISTRICT: "นายกเทศมนตรีตำบล",
    Agency.Kind.SUBDISTRICT_ORGANISATION: "นายกองค์การบริหารส่วนตำบล",
}
HEAD_OF_OFFICE = "หัวหน้าสำนักปลัด"


def head_of(agency: Agency) -> str:
    """Return the office that commands the agency, for example นายกเทศมนตรีตำบลดงสมบูรณ์."""
    kind = Agency.Kind(agency.kind)
    return f"{_HEADS[kind]}{agency.name}" if kind in _HEADS else f"หัวหน้าหน่วยงาน{agency.name}"


def secretary_of(agency: Agency) -> str:
    """Return the office of the agency's highest permanent official, for example ปลัดเทศบาลตำบลดงสมบูรณ์."""
    return f"ปลัด{agency.full_name}" if agency.kind in _HEADS else f"รองหัวหน้าหน่วยงาน{agency.name}"
