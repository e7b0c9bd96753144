"""Storing a checked list of announced results at one stroke, and taking it back at one stroke."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from agencies.rules.agency_matching import NEW, AgencyIndex
from agencies.rules.announced_names import OTHER, AnnouncedName
from assessments.models import Announced, Framework, NationalImport
from assessments.national_list import NationalCheck, known_agencies, row_as_kept, total_of
from assessments.rules.codes import figure_name
from assessments.rules.distribution import bands_text
from assessments.rules.figures import parse_figure
from assessments.rules.score_tables.agency_list import announced_codes

LEAVE_OUT = "leave"  # the answer to a doubt: this row is not stored
BATCH = 1_000
SHOWN_DECISIONS = 200  # lines of the history entry
SHOWN_NOTES = 500
State = NationalImport.State


class NationalRefused(Exception):
    """The list cannot be stored as it was checked; the message says why, in Thai. Nothing was written."""


@dataclass(frozen=True)
class StoredList:
    """What storing a list did."""

    made: int  # agencies that were not known before
    stored: int  # results
    replaced: int  # results of earlier lists that these stand for now
    unchanged: int
    left_out: int


@dataclass(frozen=True)
class _KeptRow:
    """A row as the check left it."""

    number: int
    name: AnnouncedName
    figures: Mapping[str, str]
    level: str
    ranks: Mapping[str, str]
    slug: str
    offered: tuple[str, ...]

    @classmethod
    def of(cls, kept: Sequence[Any]) -> "_KeptRow":
        number, name, (figures, level, ranks), (slug, offered, _, _) = kept
        return cls(number, AnnouncedName(*name), figures, level, ranks, slug, tuple(offered))


@transaction.atomic
def national_list_keep(*, framework: Framework, check: NationalCheck, actor: User | None) -> NationalImport:
    """Keep what was checked until somebody confirms it; what the same person checked before gives way."""
    NationalImport.objects.filter(made_by=actor, state=State.CHECKED).delete()
    return NationalImport.objects.create(
        framework=framework,
        file_name=check.file_name[:200],
        file_sha256=check.digest,
        rows=[row_as_kept(row) for row in check.rows],
        notes=_notes(check),
        row_count=len(check.rows),
        made_by=actor,
    )


@transaction.atomic
def national_list_store(
    *, kept: NationalImport, answers: Mapping[int, str], as_announced: bool = False, actor: User | None
) -> StoredList:
    """Store all rows of a checked list or none; `answers` decide the doubts, by the number of the row.

    Raises NationalRefused where it was stored already, a doubt is left, two rows mean one agency, the agencies are
    others than when it was checked, or a result contradicts itself and nobody says that it was announced so.
    """
    list(Framework.objects.select_for_update().order_by("pk"))  # one list at a time, of whatever year
    kept = NationalImport.objects.select_for_update().select_related("framework").get(pk=kept.pk)
    if not kept.can_be_stored:
        raise NationalRefused(f"รายการนี้{kept.get_state_display()} ไม่มีการนำเข้าซ้ำ")
    if kept.notes.get("contradictions") and not as_announced:
        raise NationalRefused("กรุณายืนยันว่าจะนำเข้าผลที่ขัดกันเองตามที่ประกาศ")
    rows = [_KeptRow.of(row) for row in kept.rows]
    _refuse_stale(rows)
    chosen = _decided(rows, answers)
    agencies, made = _agencies(chosen)
    results, replaced, unchanged = _results(kept, chosen, agencies)
    Announced.objects.bulk_create(results, batch_size=BATCH)
    outcome = StoredList(made, len(results), replaced, unchanged, len(rows) - len(chosen))
    kept.state, kept.stored_at, kept.rows = State.STORED, timezone.now(), []
    kept.save(update_fields=["state", "stored_at", "rows"])
    decided = _decisions(rows, answers)
    change_record(_about(kept, "นำเข้าผลการประเมินทั่วประเทศ"), actor, new=f"{_told(kept, outcome)}{decided}")
    return outcome


@transaction.atomic
def national_list_undo(*, stored: NationalImport, actor: User | None) -> int:
    """Take a list back with all of its results, and put those in force again that it had replaced; return how many."""
    list(Framework.objects.select_for_update().order_by("pk"))
    stored = NationalImport.objects.select_for_update().select_related("framework").get(pk=stored.pk)
    if not stored.can_be_undone:
        raise NationalRefused(f"รายการนี้{stored.get_state_display()}")
    taken = stored.results.in_force().update(is_in_force=False)
    stored.state = State.UNDONE
    stored.save(update_fields=["state"])
    waiting = Announced.objects.filter(replaced_by=stored)
    newer = Announced.objects.in_force().filter(agency=OuterRef("agency"), framework=OuterRef("framework"))
    waiting.filter(Exists(newer)).update(replaced_by=Subquery(newer.values("source")[:1]))
    back = waiting.filter(source__state=State.STORED).update(is_in_force=True, replaced_by=None)
    words = f"{stored.file_name}\nนำออก {taken:,} แห่ง\nกลับไปใช้ผลที่นำเข้าก่อนหน้า {back:,} แห่ง"
    change_record(_about(stored, "ยกเลิกการนำเข้าผลการประเมินทั่วประเทศ"), actor, old=words)
    return taken


def _notes(check: NationalCheck) -> dict[str, Any]:
    """Return what a person has to know of a checked list, the first of each, with how many there are."""
    differences = [
        f"แถว {each.row} {each.agency} {figure_name(each.code)}: หน่วยงานกรอก {each.typed} ประกาศ {each.announced}"
        for each in check.differences[:SHOWN_NOTES]
    ]
    return {
        "contradictions": [str(each) for each in check.contradictions[:SHOWN_NOTES]],
        "contradiction_count": len(check.contradictions),
        "differences": differences,
        "difference_count": len(check.differences),
        "left_aside": check.left_aside,
        "unread": list(check.unread),
    }


def _about(kept: NationalImport, label: str) -> ChangeSubject:
    year = kept.framework.fiscal_year
    return ChangeSubject(None, year, f"nation:{kept.key}", f"{label} ปีงบประมาณ พ.ศ. {year}: {kept.file_name}")


def _told(kept: NationalImport, outcome: StoredList) -> str:
    contradictions = kept.notes.get("contradiction_count", 0)
    return (
        f"ไฟล์: {kept.file_name}\nรหัสตรวจสอบไฟล์: {kept.file_sha256}\nผลที่นำเข้า: {outcome.stored:,} แห่ง\n"
        f"หน่วยงานที่เพิ่มชื่อ: {outcome.made:,} แห่ง\nแทนผลที่นำเข้าก่อนหน้า: {outcome.replaced:,} แห่ง\n"
        f"เหมือนเดิม: {outcome.unchanged:,} แห่ง\nไม่นำเข้า: {outcome.left_out:,} แห่ง\n"
        f"ผลที่ขัดกันเอง นำเข้าตามที่ประกาศ: {contradictions:,} แห่ง"
    )


def _decisions(rows: Iterable[_KeptRow], answers: Mapping[int, str]) -> str:
    lines = [f"แถว {row.number} {row.name.name}: {answers[row.number]}" for row in rows if row.offered]
    return "\nแถวที่เลือกเอง:\n" + "\n".join(lines[:SHOWN_DECISIONS]) if lines else ""


def _refuse_stale(rows: Sequence[_KeptRow]) -> None:
    matches = AgencyIndex.of(known_agencies()).match_all(row.name for row in rows)
    for row, match in zip(rows, matches, strict=True):
        if (match.slug, match.offered) != (row.slug, row.offered):
            raise NationalRefused("รายชื่อหน่วยงานในระบบเปลี่ยนไปหลังจากตรวจไฟล์ ยังไม่มีการบันทึก กรุณาตรวจไฟล์อีกครั้ง")


def _decided(rows: Sequence[_KeptRow], answers: Mapping[int, str]) -> list[tuple[_KeptRow, str]]:
    """Return the rows to be stored, each with the slug of its agency, or "" for one that is new."""
    open_rows = [
        row.number for row in rows if row.offered and answers.get(row.number) not in (NEW, LEAVE_OUT, *row.offered)
    ]
    if open_rows:
        raise NationalRefused(f"กรุณาเลือกหน่วยงานของแถว {', '.join(map(str, open_rows[:20]))}")
    given = [(row, answers[row.number] if row.offered else row.slug) for row in rows]
    chosen = [(row, "" if slug == NEW else slug) for row, slug in given if slug != LEAVE_OUT]
    counts = Counter(slug or row.name.key for row, slug in chosen)
    twice = [str(row.number) for row, slug in chosen if counts[slug or row.name.key] > 1]
    if twice:
        raise NationalRefused(f"แถว {', '.join(twice[:20])} เลือกหน่วยงานเดียวกัน")
    return chosen


def _agencies(chosen: Sequence[tuple[_KeptRow, str]]) -> tuple[dict[int, Agency], int]:
    """Return the agency of each row, after those that were not known have got a name; and how many these are."""
    known = {each.slug: each for each in Agency.objects.only("slug", "kind", "name", "district", "province")}
    new = {row.number: _only_a_name(row.name) for row, slug in chosen if not slug}
    Agency.objects.bulk_create(new.values(), batch_size=BATCH)
    return {row.number: known[slug] if slug else new[row.number] for row, slug in chosen}, len(new)


def _only_a_name(name: AnnouncedName) -> Agency:
    place = {"district": name.district[:100], "province": name.province}
    return Agency(slug=f"name-{uuid4().hex[:16]}", kind=name.kind, name=name.name, is_tenant=False, **place)


def _results(
    kept: NationalImport, chosen: Iterable[tuple[_KeptRow, str]], agencies: Mapping[int, Agency]
) -> tuple[list[Announced], int, int]:
    """Return the results to be stored, how many older ones gave way to them, and how many say what is in force."""
    codes = announced_codes(kept.framework.structure())
    in_force = {each.agency_id: each for each in Announced.objects.in_force().filter(framework=kept.framework)}
    results, replaced, unchanged = [], [], 0
    for row, _ in chosen:
        result = _result(kept, row, agencies[row.number], codes)
        older = in_force.get(result.agency_id)
        if older and older.content == result.content:
            unchanged += 1
            continue
        results.append(result)
        replaced += [older.pk] if older else []
    for at in range(0, len(replaced), BATCH):
        gone = Announced.objects.filter(pk__in=replaced[at : at + BATCH])
        gone.update(is_in_force=False, replaced_by=kept)
    return results, len(replaced), unchanged


def _result(kept: NationalImport, row: _KeptRow, agency: Agency, codes: Sequence[str]) -> Announced:
    """Return a result under the name that the list says; what it leaves out is as the agency has it today."""
    figures = {code: value for code, text in row.figures.items() if (value := parse_figure(text)) is not None}
    return Announced(
        source=kept,
        framework=kept.framework,
        agency=agency,
        kind=agency.kind if row.name.kind == OTHER else row.name.kind,
        name=row.name.name,
        district=row.name.district[:100] or agency.district,
        province=row.name.province or agency.province,
        code=row.name.code[:20],
        figures=dict(row.figures),
        total=total_of(row.figures),
        level=row.level,
        ranks=dict(row.ranks),
        bands=bands_text(figures, codes),
    )
