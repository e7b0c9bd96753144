"""Where an agency stands among agencies of its kind: in its district, its province, the nation.

Of other agencies only those are counted whose results were announced publicly, or that have agreed to be counted. What
is shown of them is decided by `rules/distribution.py`. Two queries for all agencies of a kind, however many there are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from agencies.models import Agency
from assessments.models import Announced, Figure, Framework
from assessments.rules.codes import TOTAL
from assessments.rules.distribution import Counts, Distribution, band_of, bands_text, counted, distributions
from assessments.rules.score_tables.agency_list import announced_codes
from assessments.rules.sheet import Sheet
from assessments.rules.structure import Structure

NATION, PROVINCE, DISTRICT = "ประเทศ", "จังหวัด", "อำเภอ"


@dataclass(frozen=True)
class OwnResult:
    """What the agency has itself: the figures that it typed or that follow from them, else the announced ones."""

    kind: str
    kind_name: str
    district: str
    province: str
    figures: Mapping[str, Decimal]


@dataclass(frozen=True)
class AnnouncedDifference:
    """A figure that the agency typed, beside the announced one."""

    code: str
    name: str
    typed: Decimal
    announced: Decimal


@dataclass(frozen=True)
class GroupStanding:
    """Where a figure stands in one group; `shown` is None where too few others are in it, or around it."""

    name: str
    shown: Distribution | None


@dataclass(frozen=True)
class FigureStanding:
    """Where one figure stands in each group, the nearest first."""

    code: str
    name: str
    value: Decimal | None
    groups: tuple[GroupStanding, ...]


@dataclass(frozen=True)
class Benchmark:
    own: OwnResult
    figures: tuple[FigureStanding, ...]
    others: int  # that are counted in the nation
    differences: tuple[AnnouncedDifference, ...]

    @property
    def is_empty(self) -> bool:
        return not any(group.shown for figure in self.figures for group in figure.groups)

    def figure(self, code: str) -> FigureStanding:
        """Return the standing of a code, or that of the total where there is none."""
        return next((each for each in self.figures if each.code == code), self.figures[-1])


def benchmark_of(agency: Agency, framework: Framework, sheet: Sheet) -> Benchmark:
    """Return where the agency's result of a year stands."""
    structure = framework.structure()
    announced = Announced.objects.in_force().filter(agency=agency, framework=framework).first()
    own = _own(agency, announced, sheet)
    codes = announced_codes(structure)
    texts = [*_announced_texts(own, framework, agency), *_agreed_texts(own, framework, agency, codes)]
    near = [*_nearer(own, texts)]
    counts = [counted((text for _, _, text in group), len(codes)) for group in near]
    names = _names(structure)
    figures = tuple(
        _standing(code, names[code], own.figures.get(code), [group[at] for group in counts])
        for at, code in enumerate(codes)
    )
    return Benchmark(own, figures, len(texts), tuple(_differences(announced, sheet, names)))


def _own(agency: Agency, announced: Announced | None, sheet: Sheet) -> OwnResult:
    """Return the own result under the kind and place that the agency had when it was announced."""
    figures = {row.code: row.effective for row in sheet.summaries if row.effective is not None}
    where = announced or agency
    if announced:
        figures = {code: Decimal(text) for code, text in announced.figures.items()} | figures
    kind_name = Agency.Kind(where.kind).label
    return OwnResult(where.kind, kind_name, where.district, where.province, figures)


def _announced_texts(own: OwnResult, framework: Framework, agency: Agency) -> Iterator[tuple[str, str, str]]:
    found = Announced.objects.in_force().filter(framework=framework, kind=own.kind).exclude(agency=agency)
    yield from found.values_list("province", "district", "bands")


def _agreed_texts(
    own: OwnResult, framework: Framework, agency: Agency, codes: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    """Yield the bands of what agencies typed that have agreed, and of which nothing was announced."""
    known = Announced.objects.in_force().filter(framework=framework).values("agency")
    typed = Figure.objects.filter(
        assessment__framework=framework,
        assessment__agency__joins_benchmark=True,
        assessment__agency__kind=own.kind,
        code__in=codes,
    ).exclude(assessment__agency__in=known)
    found: dict[tuple[int, str, str], dict[str, Decimal]] = defaultdict(dict)
    place = ("assessment__agency", "assessment__agency__province", "assessment__agency__district")
    for key, province, district, code, value in typed.values_list(*place, "code", "value"):
        if key != agency.pk:
            found[key, province, district][code] = value
    for (_, province, district), figures in found.items():
        yield province, district, bands_text(figures, codes)


def _nearer(own: OwnResult, texts: list[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    """Yield the agencies of the nation, of them those of the province, of them those of the district."""
    yield texts
    province = [each for each in texts if own.province and each[0] == own.province]
    yield province
    yield [each for each in province if own.district and each[1] == own.district]


def _standing(code: str, name: str, value: Decimal | None, counts: list[Counts]) -> FigureStanding:
    shown = distributions(counts, band_of(value))
    groups = zip((NATION, PROVINCE, DISTRICT), shown, strict=True)
    return FigureStanding(code, name, value, tuple(GroupStanding(*group) for group in groups)[::-1])


def _names(structure: Structure) -> dict[str, str]:
    names = {each.code: f"{each.number}. {each.name}" for each in structure.indicators}
    for instrument in structure.instruments:
        names[instrument.code] = instrument.code
        # Who answers in each part is a text of the administration, which may name one of two.
        parts = enumerate(zip_longest(instrument.part_codes, instrument.parts[: len(instrument.part_codes)]), 1)
        names |= {code: f"{instrument.code} ส่วนที่ {at} {name or ''}".strip() for at, (code, name) in parts}
    return names | {TOTAL: "คะแนนรวม"}


def _differences(announced: Announced | None, sheet: Sheet, names: Mapping[str, str]) -> Iterator[AnnouncedDifference]:
    """Yield where what the agency typed is not what was announced; both stand."""
    said = announced.figures if announced else {}
    for row in sheet.summaries:
        if row.published is not None and row.code in said and row.published != Decimal(said[row.code]):
            yield AnnouncedDifference(row.code, names[row.code], row.published, Decimal(said[row.code]))
