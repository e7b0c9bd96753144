"""Writes of departments. The agency's row is locked first, so that two people do not number or name them alike."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record, changes_record
from agencies.models import Agency, Department, Removed, User
from agencies.removal_services import things_remove
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.spelling import compared

IN_USE, RETIRED = "ใช้งาน", "เลิกใช้"


class DepartmentSavedMeanwhile(SavedMeanwhile[Department]):
    """Somebody else renamed the department first."""


class DepartmentNameTaken(Exception):
    """The agency has a department of this name; nothing was written."""

    def __init__(self, other: Department) -> None:
        super().__init__(other.name)
        self.other = other


class DepartmentHasHistory(Exception):
    """Something speaks of the department, so that it can be retired but not removed; nothing was written."""


@transaction.atomic
def department_add(*, agency: Agency, name: str, actor: User) -> Department:
    """Add a department after the others. Raises DepartmentNameTaken."""
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    _refuse_taken(current, name)
    last = current.departments.aggregate(last=Max("position"))["last"] or 0
    added = current.departments.create(name=name, position=last + 1)
    _record(added, actor, label="เพิ่มกองหรือสำนัก", new=name)
    return added


@transaction.atomic
def departments_start(*, agency: Agency, names: Iterable[str], actor: User) -> list[Department]:
    """Give an agency its first departments, in this order; one that has any is left as it is."""
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    if current.departments.exists():
        return []
    made = Department.objects.bulk_create(
        Department(agency=current, name=name, position=position) for position, name in enumerate(names, 1)
    )
    changes_record(((_about(each, "เพิ่มกองหรือสำนัก"), "", each.name) for each in made), actor)
    return made


@transaction.atomic
def department_rename(*, department: Department, name: str, seen: str, actor: User) -> Department:
    """Rename a department that the page had shown as `seen`.

    Raises DepartmentNameTaken, and DepartmentSavedMeanwhile where somebody else gave it another name.
    """
    current = _locked(department)
    if current.name == name:
        return current
    if current.name != seen:
        raise DepartmentSavedMeanwhile(current)
    _refuse_taken(current.agency, name, besides=current)
    current.name = name
    current.save(update_fields=["name"])
    _record(current, actor, label="เปลี่ยนชื่อกองหรือสำนัก", old=seen, new=name)
    return current


@transaction.atomic
def department_move(*, department: Department, is_up: bool, actor: User) -> bool:
    """Let a department change places with the one above or below it; return False where there is none."""
    current = _locked(department)
    order = list(current.agency.departments.in_use())
    if current not in order:
        return False
    at = order.index(current)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(order):
        return False
    order[at], order[to] = order[to], order[at]
    _number(order)
    _record(current, actor, label="ย้ายลำดับกองหรือสำนัก", old=f"ลำดับที่ {at + 1}", new=f"ลำดับที่ {to + 1}")
    return True


@transaction.atomic
def department_retire(*, department: Department, actor: User) -> None:
    """Offer a department no longer; what speaks of it stays as it is."""
    current = _locked(department)
    if current.retired_at:
        return
    current.retired_at = timezone.now()
    current.save(update_fields=["retired_at"])
    _record(current, actor, label="เลิกใช้กองหรือสำนัก", old=IN_USE, new=RETIRED)


@transaction.atomic
def department_bring_back(*, department: Department, actor: User) -> None:
    """Offer a retired department again, in its old place."""
    current = _locked(department)
    if current.retired_at is None:
        return
    current.retired_at = None
    current.save(update_fields=["retired_at"])
    _record(current, actor, label="นำกองหรือสำนักกลับมาใช้", old=RETIRED, new=IN_USE)


@transaction.atomic
def department_remove(*, department: Department, actor: User) -> Removed:
    """Remove a department that nothing speaks of, restorably. Raises DepartmentHasHistory."""
    current = _locked(department)
    if current.has_history:
        raise DepartmentHasHistory
    _record(current, actor, label="ลบกองหรือสำนัก", old=current.name)
    about = ChangeSubject(current.agency, None, f"department:{current.pk}", current.name)
    return things_remove(kind="department", things=[current], about=about, text=current.name, actor=actor)


def _locked(department: Department) -> Department:
    Agency.objects.select_for_update().get(pk=department.agency_id)
    return Department.objects.select_related("agency").get(pk=department.pk)


def _refuse_taken(agency: Agency, name: str, besides: Department | None = None) -> None:
    for other in agency.departments.all():
        if other != besides and compared(other.name) == compared(name):
            raise DepartmentNameTaken(other)


def _number(order: list[Department]) -> None:
    """Store an order, whatever the numbers were before."""
    moved = [(position, each) for position, each in enumerate(order, 1) if each.position != position]
    for position, each in moved:
        each.position = position
    Department.objects.bulk_update([each for _, each in moved], ["position"])


def _record(department: Department, actor: User, *, label: str, old: str = "", new: str = "") -> None:
    change_record(_about(department, label), actor, old=old, new=new)


def _about(department: Department, label: str) -> ChangeSubject:
    return ChangeSubject(department.agency, None, f"department:{department.pk}", f"{label}: {department.name}")
