"""A result as it was announced of an agency in a list of many: read strictly, and held against the year's own rules.

What cannot be read is a problem, and nothing is stored. What can, but contradicts itself (a total that its instruments
do not give, a level that its total does not), is a contradiction: announced figures are facts even where they are
wrong, so a person confirms them, and nobody corrects them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.rules.codes import LEVEL, RANK_CODES, TOTAL
from assessments.rules.figures import PRINT_TOLERANCE, FigureRefused, parse_figure, printed, rounded
from assessments.rules.ranks import Rank, RankRefused, read_rank
from assessments.rules.rating import Range, known_range, part_ranges, possible_levels
from assessments.rules.score_tables.agency_list import ListedResult
from assessments.rules.score_tables.values import cell_value
from assessments.rules.scoring import mean
from assessments.rules.structure import InstrumentSpec, Structure
from ita_portal.text.spelling import compared

_PLAIN = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?", re.ASCII)  # below 100, and no more decimals than are announced
TWO_FIGURES = "มีคะแนนมากกว่าหนึ่งค่าในช่องเดียว"
NO_FIGURE = "“{}” ไม่ใช่คะแนน 0 ถึง 100"
NO_TOTAL = "ไม่มีคะแนนรวม"
NO_SCORES = "ไม่มีคะแนนใดเลย"
CUT = "แถวขาดหาย มีไม่ครบทุกคอลัมน์ของตาราง ไฟล์อาจถูกตัดกลางคัน"
TOTAL_DIFFERS = "คะแนนรวม {} แต่คำนวณจากคะแนนในแถวได้ {}"
INSTRUMENT_DIFFERS = "คะแนน {} {} แต่คำนวณจากตัวชี้วัดได้ {}"
LEVEL_DIFFERS = "ระดับ “{}” แต่คะแนนในแถวให้ระดับ {}"
UNKNOWN_LEVEL = "ไม่รู้จักระดับ “{}” ระดับของปีนี้มี {}"


@dataclass(frozen=True)
class AnnouncedResult:
    """Figures by code, 0 to 100 with two decimals; a level of the year's scale or ""; ranks by code."""

    figures: Mapping[str, Decimal] = field(default_factory=dict)
    level: str = ""
    ranks: Mapping[str, Rank] = field(default_factory=dict)


@dataclass
class ResultReader:
    """Reads the rows of a list of one year."""

    structure: Structure
    codes: tuple[str, ...]  # that the table has columns for
    problems: list[tuple[int, str]] = field(default_factory=list)  # by the number of the row
    contradictions: list[tuple[int, str]] = field(default_factory=list)

    def read(self, row: ListedResult) -> AnnouncedResult:
        """Return what a row announces; all that is wrong with it is noted."""
        if row.is_cut:
            self.problems.append((row.number, CUT))
            return AnnouncedResult()
        before = len(self.problems)
        figures = dict(self._figures(row))
        result = AnnouncedResult(figures, self._level(row), dict(self._ranks(row)))
        if len(self.problems) == before:
            self._note_missing(row, result)
            self.contradictions += [(row.number, words) for words in contradictions_of(self.structure, result)]
        return result

    def _figures(self, row: ListedResult) -> Iterator[tuple[str, Decimal]]:
        for code, text in row.figures.items():
            if code == LEVEL or code in RANK_CODES:
                continue
            if _PLAIN.fullmatch(text):  # as nearly all are; a hundred thousand cells are read in a tenth of the time
                yield code, rounded(Decimal(text))
                continue
            value = cell_value(text)
            if value.is_blank:
                continue
            if len(value.figures) != 1:
                reason = TWO_FIGURES if value.figures else NO_FIGURE.format(text[:40])
                self.problems.append((row.number, f"{code}: {reason}"))
                continue
            try:
                figure = parse_figure(value.figures[0])
            except FigureRefused as refused:
                self.problems.append((row.number, f"{code}: {refused}"))
                continue
            if figure is not None:
                yield code, figure

    def _level(self, row: ListedResult) -> str:
        text = row.figures.get(LEVEL, "")
        if not text or cell_value(text).is_blank:
            return ""
        known = {compared(level): level for level in self.structure.level_names}
        if level := known.get(compared(text)):
            return level
        self.problems.append((row.number, UNKNOWN_LEVEL.format(text[:40], " ".join(self.structure.level_names))))
        return ""

    def _ranks(self, row: ListedResult) -> Iterator[tuple[str, Rank]]:
        for code in RANK_CODES:
            text = row.figures.get(code, "")
            try:
                rank = None if cell_value(text).is_blank else read_rank(text)
            except RankRefused as refused:
                self.problems.append((row.number, f"{code}: {refused}"))
            else:
                if rank:
                    yield code, rank

    def _note_missing(self, row: ListedResult, result: AnnouncedResult) -> None:
        if not result.figures:
            self.problems.append((row.number, NO_SCORES))
        elif TOTAL in self.codes and TOTAL not in result.figures:
            self.problems.append((row.number, NO_TOTAL))


def contradictions_of(structure: Structure, result: AnnouncedResult) -> Iterator[str]:
    """Yield where a result contradicts itself by the rules of its year; what is not said contradicts nothing."""
    figures = result.figures
    given: dict[str, Decimal | None] = {}
    for instrument in structure.instruments:
        reckoned = mean(figures.get(indicator.code) for indicator in instrument.indicators)
        given[instrument.code] = figures.get(instrument.code, reckoned)
        if _differ(figures.get(instrument.code), reckoned):
            yield INSTRUMENT_DIFFERS.format(
                instrument.code, printed(figures[instrument.code]), printed(reckoned or Decimal(0))
            )
    total = _weighted(structure.instruments, given)
    if _differ(figures.get(TOTAL), total):
        yield TOTAL_DIFFERS.format(printed(figures[TOTAL]), printed(total or Decimal(0)))
    levels = _levels(structure, figures, given)
    if result.level and levels and result.level not in levels:
        yield LEVEL_DIFFERS.format(result.level, " หรือ ".join(levels))


def _differ(said: Decimal | None, reckoned: Decimal | None) -> bool:
    return said is not None and reckoned is not None and abs(said - rounded(reckoned)) > PRINT_TOLERANCE


def _weighted(instruments: Iterable[InstrumentSpec], given: Mapping[str, Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for instrument in instruments:
        value = given[instrument.code]
        if value is None:
            return None
        total += value * instrument.weight / 100
    return total


def _levels(
    structure: Structure, figures: Mapping[str, Decimal], given: Mapping[str, Decimal | None]
) -> tuple[str, ...]:
    """Return the levels that the announced total may have with what is announced beside it."""
    total = figures.get(TOTAL)
    if total is None:
        return ()
    ranges: list[Range] = []
    for instrument in structure.instruments:
        value = given[instrument.code]
        if instrument.parts:
            part_1, part_2 = (figures.get(code) for code in instrument.part_codes)
            ranges += part_ranges(part_1, part_2, value)
        else:
            ranges.append(known_range(value))
    return possible_levels(structure.levels, total, ranges)
