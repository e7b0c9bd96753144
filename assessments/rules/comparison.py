"""Years side by side: what each indicator, instrument and total did, and question by question between two years.

Question lists differ between years. Survey questions compare by code only between years that use the same
list; open-data items compare by their topic, which one year may split into several items. Levels of the two
scales (letters in one year, words in the next) stand beside each other and are not converted.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.change import change_between
from assessments.rules.ranks import AREAS, Rank, Ranks, rank_change
from assessments.rules.scoring import mean
from assessments.rules.sheet import PublishedRow, Row, Sheet


@dataclass(frozen=True)
class YearFigure:
    """A figure in one of several years; None where it is unknown."""

    value: Decimal | None
    is_weak: bool = False


@dataclass(frozen=True)
class Series:
    """A figure over the years, the oldest first. Changes are of printed figures."""

    code: str
    name: str
    figures: tuple[YearFigure, ...]

    @property
    def change(self) -> Decimal | None:
        """The newest figure less the one of the year before it; None when either is unknown."""
        if len(self.figures) < 2:
            return None
        return change_between(self.figures[-2].value, self.figures[-1].value)


@dataclass(frozen=True)
class YearColumn:
    fiscal_year: int
    level: str
    levels: tuple[str, ...]  # of its scale
    is_illustrative: bool
    ranks: Ranks


@dataclass(frozen=True)
class RankSeries:
    """The announced rank in an area over the years, the oldest first; None where none is known."""

    area: str
    ranks: tuple[Rank | None, ...]

    @property
    def change(self) -> str:
        """How the newest rank moved since the year before, in words; empty where one of the two is unknown."""
        newest = self.ranks[-1]
        return rank_change(self.ranks[-2], newest) if newest and len(self.ranks) > 1 else ""


@dataclass(frozen=True)
class Comparison:
    years: tuple[YearColumn, ...]
    indicators: tuple[Series, ...]
    instruments: tuple[Series, ...]
    total: Series

    @property
    def best(self) -> Series | None:
        """The indicator that rose most in the newest year; None when none rose."""
        rising = [s for s in self.indicators if s.change is not None and s.change > 0]
        return max(rising, key=lambda s: s.change or 0, default=None)

    @property
    def worst(self) -> Series | None:
        """The indicator that fell most in the newest year; None when none fell."""
        falling = [s for s in self.indicators if s.change is not None and s.change < 0]
        return min(falling, key=lambda s: s.change or 0, default=None)

    @property
    def ranks(self) -> tuple[RankSeries, ...]:
        """The areas in which the agency has a rank in any of the years."""
        years = [year.ranks.by_code for year in self.years]
        series = (RankSeries(area, tuple(year[code] for year in years)) for code, area in AREAS.items())
        return tuple(each for each in series if any(each.ranks))

    @property
    def scales_differ(self) -> bool:
        return len({year.levels for year in self.years}) > 1


@dataclass(frozen=True)
class Movement:
    """A question or open-data topic in two years."""

    name: str
    old_codes: tuple[str, ...]
    new_codes: tuple[str, ...]
    old: Decimal | None
    new: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return change_between(self.old, self.new)

    @property
    def remark(self) -> str:
        """What happened to the question itself, in words; empty when it is the same one."""
        if not self.old_codes:
            return "ข้อใหม่"
        if not self.new_codes:
            return "ยกเลิก"
        if len(self.new_codes) > len(self.old_codes):
            return f"แยกเป็น {len(self.new_codes)} ข้อ"
        if len(self.new_codes) < len(self.old_codes):
            return f"รวมจาก {len(self.old_codes)} ข้อ"
        return ""


def compare_years(sheets: Sequence[Sheet], illustrative: frozenset[int] = frozenset()) -> Comparison:
    """Return the years of an agency side by side; `sheets` run from the oldest year to the newest."""
    return Comparison(
        years=tuple(
            YearColumn(
                sheet.structure.fiscal_year,
                sheet.level,
                sheet.structure.level_names,
                sheet.structure.fiscal_year in illustrative,
                sheet.ranks,
            )
            for sheet in sheets
        ),
        indicators=_series([[block.summary for block in sheet.indicators] for sheet in sheets]),
        instruments=_series([[block.summary for block in sheet.instruments] for sheet in sheets]),
        total=_series([[sheet.total] for sheet in sheets])[0],
    )


def compare_questions(old: Sheet, new: Sheet) -> tuple[Movement, ...]:
    """Return every question of two years, by code or topic, in the order of the newer year, then what was dropped."""
    surveys: tuple[Movement, ...] = ()
    if old.structure.survey_list == new.structure.survey_list:
        surveys = _by_key(_rows_by_code(old), _rows_by_code(new))
    return surveys + _by_key(_rows_by_topic(old), _rows_by_topic(new))


def _series(years: Sequence[Sequence[PublishedRow]]) -> tuple[Series, ...]:
    by_code = [{row.code: row for row in rows} for rows in years]
    return tuple(
        Series(row.code, row.name, tuple(_year_figure(rows.get(row.code)) for rows in by_code)) for row in years[-1]
    )


def _year_figure(row: PublishedRow | None) -> YearFigure:
    return YearFigure(row.effective, row.is_weak) if row else YearFigure(None)


def _rows_by_code(sheet: Sheet) -> dict[str, list[Row]]:
    return {row.code: [row] for row in sheet.rows if not row.question.is_item}


def _rows_by_topic(sheet: Sheet) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in sheet.rows:
        for topic in row.question.topics:
            rows[topic].append(row)
    return rows


def _by_key(old: dict[str, list[Row]], new: dict[str, list[Row]]) -> tuple[Movement, ...]:
    return tuple(
        _movement(key, old.get(key, []), new.get(key, [])) for key in [*new, *(k for k in old if k not in new)]
    )


def _movement(key: str, old: Sequence[Row], new: Sequence[Row]) -> Movement:
    question = (new or old)[0].question
    return Movement(
        name=key if question.is_item else question.text,
        old_codes=tuple(row.code for row in old),
        new_codes=tuple(row.code for row in new),
        old=mean(row.value for row in old),
        new=mean(row.value for row in new),
    )
