"""What the document of an open-data item must hold: the words of the handbook, and apart from them what to look for.

The words are for people and can be put in as they are printed; only `needs` decide what the portal looks for, so that
no wording switches a check on or off. An element without needs is left to a person.
"""

from dataclasses import dataclass

# What the portal can look for in a document, and what it is called where an administrator chooses it.
NEEDS = {
    "findings": "ข้อค้นพบจากการวิเคราะห์",
    "previous_year": "เป็นของปีงบประมาณก่อนรอบ",
    "same_fiscal_year": "เป็นของปีงบประมาณเดียวกับรอบ",
    "issues": "ข้อค้นพบครบทุกประเด็น",
    "question_scores": "คะแนนรายข้อคำถาม",
    "weakness": "ข้อบกพร่อง/ข้อปรับปรุง",
    "improvement": "การพัฒนา",
    "maintenance": "การรักษาระดับ",
    "limitations": "ข้อจำกัดและปัญหาอุปสรรค",
    "measures": "มาตรการ",
    "measures_per_issue": "มาตรการของทุกประเด็น",
    "owners": "ผู้รับผิดชอบ",
    "steps": "ขั้นตอน",
    "timeframe": "ระยะเวลา",
    "follow_up": "การติดตามผล",
    "result": "ผลการดำเนินการ",
    "outcome": "ผลลัพธ์",
}
SEEN, RECALLED, INFERRED = "seen", "recalled", "inferred"


@dataclass(frozen=True)
class ElementSpec:
    """One required element of an item as its framework year says it."""

    text: str
    needs: tuple[str, ...] = ()  # keys of NEEDS
    wording: str = INFERRED
    is_wish: bool = False  # not known to be asked: where it lacks, that is said and blocks nothing

    @property
    def is_confirmed(self) -> bool:
        """Whether the words were seen in print; those recalled or inferred nobody has compared with the handbook."""
        return self.wording == SEEN
