"""What can be emptied in the analysis of a year, and restored: texts, whose rows stay for those who are writing."""

from agencies.models import Removed, User
from agencies.removal import PARENT_IS_GONE, NotRestorable, RemovableKind, register
from assessments.models import Assessment, Finding, Limitation
from assessments.rules.analysis import PARTS

WRITTEN_ANEW = "มีผู้เขียนข้อค้นพบนี้ใหม่แล้ว กรุณาคัดลอกข้อความที่ต้องการจากหน้านี้ไปใส่เอง"


def _restore_finding(removed: Removed, actor: User) -> None:
    content = removed.content
    assessment = _assessment(removed)
    finding, _ = Finding.objects.get_or_create(
        assessment=assessment, scope=content["scope"], code=content["code"], defaults={"version": 0}
    )
    if any(getattr(finding, part) for part in PARTS):
        raise NotRestorable(WRITTEN_ANEW)
    for part in PARTS:
        setattr(finding, part, content["texts"][part])
    finding.is_draft = content["is_draft"]
    finding.version += 1
    finding.save()


def _restore_limitations(removed: Removed, actor: User) -> None:
    """Put the texts at the end of what is there now; one that somebody has typed again is not doubled."""
    assessment = _assessment(removed)
    there = assessment.limitation_texts()
    missing = [text for text in removed.content["texts"] if text not in there]
    Limitation.objects.bulk_create(
        Limitation(assessment=assessment, position=position, text=text)
        for position, text in enumerate(missing, len(there) + 1)
    )


def _assessment(removed: Removed) -> Assessment:
    """Return the assessment, after everybody else who writes to it is done."""
    found = Assessment.objects.select_for_update().filter(pk=removed.content["assessment"]).first()
    if found is None:
        raise NotRestorable(PARENT_IS_GONE)
    return found


# Of the portal itself, restored on the administrator's pages.
register("framework", RemovableKind("กรอบการประเมิน"))
register("framework-part", RemovableKind("ส่วนของกรอบการประเมิน"))
register("finding", RemovableKind("ข้อค้นพบ", restore=_restore_finding, room="findings"))
register("limitations", RemovableKind("ข้อจำกัด", restore=_restore_limitations, room="findings"))
