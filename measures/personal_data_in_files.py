"""The evidence of a plan looked through for personal data: bounded in time, and each file once by its digest."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ita_portal.documents.reading import read_asides, read_document
from ita_portal.documents.refusal import DocumentUnreadable
from measures.evidence_register import EvidencePiece, register_of
from measures.models import ConfirmedPlace, Evidence, FileLook, MeasurePlan
from measures.rules.personal_data_places import RULES, FoundPlace, is_readable, places_in

SECONDS = 20.0  # after so long no further file is begun; one file takes 30 at most
NO_TEXT = "ไฟล์นี้ไม่มีข้อความที่ระบบอ่านได้ เช่น ภาพถ่ายหรือไฟล์สแกน กรุณาเปิดดูด้วยตนเอง"
GONE = "ไม่พบไฟล์ที่เก็บไว้"


@dataclass(frozen=True)
class PlaceInFile:
    """A place with its number in the file, and who said that it may stand."""

    number: int
    place: FoundPlace
    confirmed_by: str = ""


@dataclass(frozen=True)
class LookedFile:
    """A file of evidence and what was found in it; `look` is None while nobody has looked."""

    evidence: Evidence
    measure_number: int
    look: FileLook | None
    places: tuple[PlaceInFile, ...] = ()

    @property
    def open_places(self) -> tuple[PlaceInFile, ...]:
        """The places that still need somebody: to be masked in the file, or confirmed."""
        return tuple(each for each in self.places if not each.confirmed_by)


def looked_files(plan: MeasurePlan, register: Sequence[EvidencePiece] | None = None) -> list[LookedFile]:
    """Return the files of a plan's evidence, each once, with what was found, in a constant number of queries.

    `register` is the evidence, where it was loaded before. A file is looked through for all agencies that have it, so
    what was found moves the stamp of none, and is asked for each time.
    """
    register = register_of(plan) if register is None else register
    pieces = {piece.about: piece for piece in reversed(register) if piece.file}
    looks = {each.sha256: each for each in FileLook.objects.filter(sha256__in=pieces, rules=RULES)}
    confirmed = {
        (sha256, number): name
        for sha256, number, name in ConfirmedPlace.objects.filter(agency=plan.agency, sha256__in=pieces).values_list(
            "sha256", "number", "by_name"
        )
    }
    ordered = sorted(pieces.values(), key=lambda piece: (piece.number, piece.name))
    return [
        LookedFile(piece.file, piece.number, look, _places(look, confirmed) if look else ())
        for piece in ordered
        if piece.file
        for look in [looks.get(piece.about)]
    ]


def _places(look: FileLook, confirmed: dict[tuple[str, int], str]) -> tuple[PlaceInFile, ...]:
    return tuple(
        PlaceInFile(number, FoundPlace(**told), confirmed.get((look.sha256, number), ""))
        for number, told in enumerate(look.places)
    )


def files_look_through(files: Iterable[LookedFile], seconds: float = SECONDS) -> int:
    """Look through the files that nobody has looked through, for so long; return how many are left."""
    ends = time.monotonic() + seconds
    waiting = [each.evidence for each in files if each.look is None]
    for number, evidence in enumerate(waiting):
        if time.monotonic() >= ends:
            return len(waiting) - number
        places, refusal = _looked_through(evidence)
        FileLook.objects.get_or_create(
            sha256=evidence.sha256,
            rules=RULES,
            defaults={"places": [vars(each) for each in places], "refusal": refusal},
        )
    return 0


def _looked_through(evidence: Evidence) -> tuple[list[FoundPlace], str]:
    """Return what was found in a file, and why it could not be read where it could not."""
    if not is_readable(evidence.name):
        return [], NO_TEXT
    try:
        with evidence.opened() as file:
            content = file.read()
    except FileNotFoundError:
        return [], GONE
    try:
        document, asides = read_document(evidence.name, content), read_asides(evidence.name, content)
    except DocumentUnreadable as refused:
        return [], str(refused)
    left = (f"{where}: {reason}" for where, reason in document.left)
    return [*places_in(document), *places_in(asides)], " ".join((*document.unread, *left))
