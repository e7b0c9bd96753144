"""The rows of a plan as HTML: all that the list says of a measure is written here and nowhere else.

A plan may have hundreds of measures; templates would look up each of their values by name. What was typed goes through
`format_html`, which escapes it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agencies.kept import ANY_TOKEN
from ita_portal.text.thai import short_date
from measures.measure_parts import indicator_result, owners_of, standing_of_measure
from measures.models import Measure
from measures.plan_page import OpenRow, PlanPage, PlanRow, PlanRowGroup
from measures.row_pages import RowPage
from measures.succession import Results, result_for
from measures.templatetags.row_addresses import ANY_KEY, of_row

NOTHING = SafeString("")
CHECKED = SafeString(" checked")
NO_STEPS = SafeString('<span class="missing">ยังไม่มีขั้นตอน</span>')
NO_TIMEFRAME = SafeString('<span class="missing">ยังไม่ระบุระยะเวลา</span>')
DRAFT = SafeString(' <span class="draft">ร่างจากระบบ</span>')

ROW = (
    '<tr id="measure-{key}" data-number="{number}">{choose}<td class="number" data-column="ลำดับ">{number}</td>'
    '<th scope="row" data-column="มาตรการ">{subject}</th><td data-column="ผู้รับผิดชอบ">{owners}</td>'
    '<td data-column="ระยะเวลา">{months}</td><td data-column="สถานะ">{status}</td>{menu}</tr>\n'
)
GROUP = '<tbody><tr class="plan-group"><th scope="rowgroup" colspan="{columns}">{name}</th></tr>{rows}</tbody>'
CHOOSE = (
    '<td class="choose" data-column=""><input type="checkbox" form="assign" name="measure" value="{key}:{version}"'
    ' aria-label="เลือกมาตรการที่ {number}"{checked}></td>'
)
TITLE = '<li id="measure-{}"><a href="{}{}#measure-{}">{}. {}</a></li>\n'
TITLE_LINK = '<a class="plan-title" href="{}">{}</a>'
STEPS = (
    '<details class="row-steps"><summary>{count} ขั้นตอน<span class="visually-hidden">ของมาตรการที่ {number}</span>'
    "</summary> <ol>{steps}</ol>{follow_up}</details>"
)
CONTROL = (
    '<a class="row-control" id="{part}-{key}" data-plan-open href="{address}">{content}'
    '<span class="visually-hidden"> แก้ไข{what}ของมาตรการที่ {number}</span></a>'
)
PROGRESS_LINK = ' <a class="progress-link" href="{}">ความก้าวหน้า<span class="visually-hidden">ของมาตรการที่ {}</span></a>'
MENU = (
    '<td class="row-menu-cell" data-column=""><details class="more-menu" name="more"><summary id="menu-{key}">'
    '<span aria-hidden="true">⋯</span><span class="visually-hidden">จัดการมาตรการที่ {number}</span></summary><ul>'
    '<li><a href="{edit}">แก้ไข<span class="visually-hidden">มาตรการที่ {number}</span></a></li>'
    '<li><a id="subject-{key}" data-plan-open href="{subject}">เปลี่ยน{what}'
    '<span class="visually-hidden">ของมาตรการที่ {number}</span></a></li>'
    '<li><form class="row-move" method="post" action="{move}" data-plan-save>'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    '<label for="to-{key}">ย้ายไปลำดับที่</label> <input type="text" inputmode="numeric" id="to-{key}" name="to"'
    ' value="{number}" maxlength="4" autocomplete="off"> <button class="button button-small" type="submit">ย้าย'
    '<span class="visually-hidden">มาตรการที่ {number}</span></button></form></li>'
    '<li><a href="{delete}">ลบ<span class="visually-hidden">มาตรการที่ {number}</span></a></li></ul></details></td>'
)


@dataclass(frozen=True)
class PlanRows:
    """Writes the rows of one page; without the right to edit they say what they else let people choose."""

    page: PlanPage
    agency: str
    results: Results
    can_edit: bool
    chosen: frozenset[str]
    open_row: OpenRow | None = None
    open_form: SafeString = NOTHING  # the form of the row that is open

    def of_group(self, group: PlanRowGroup) -> SafeString:
        rows = _joined(self._row(row) for row in group.rows)
        return format_html(GROUP, columns=7 if self.can_edit else 5, name=self._group_name(group), rows=rows)

    def titles_of(self, page: RowPage[PlanRow]) -> SafeString:
        """What is said of the rows of a page that is not shown: where a link or a search for a title leads."""
        missing = f"missing={self.page.missing}&" if self.page.missing else ""
        address = f"{self._addresses['plan']}?{missing}measure="
        rows = ((row.key, address, row.key, row.key, row.number, row.measure.title) for row in page.rows)
        return format_html_join("", TITLE, rows)

    def _group_name(self, group: PlanRowGroup) -> str:
        if not group.subject:
            return "ไม่ระบุประเด็น" if self.page.by_issue else "ไม่ระบุตัวชี้วัด"
        return f"ประเด็นที่ {group.subject.number} {group.subject.name}" if self.page.by_issue else str(group.subject)

    def _row(self, row: PlanRow) -> SafeString:
        return format_html(
            ROW,
            key=row.key,
            number=row.number,
            choose=self._choose(row),
            subject=self._subject(row) + self._opened(row, "subject"),
            owners=self._opened(row, "owners") or self._control(row, "owners", "ผู้รับผิดชอบ", owners_of(row.measure)),
            months=self._opened(row, "months") or self._control(row, "months", "ระยะเวลา", _months(row.measure)),
            status=self._status(row),
            menu=self._menu(row),
        )

    def _choose(self, row: PlanRow) -> SafeString:
        if not self.can_edit:
            return NOTHING
        checked = CHECKED if row.key in self.chosen else ""
        return format_html(CHOOSE, key=row.key, version=row.measure.version, number=row.number, checked=checked)

    def _opened(self, row: PlanRow, part: str) -> SafeString:
        """Return the form of the part of the row that is open; nothing of all others."""
        is_open = self.open_row and (self.open_row.key, self.open_row.form.part) == (row.key, part)
        return self.open_form if is_open else NOTHING

    def _control(self, row: PlanRow, part: str, what: str, content: SafeString) -> SafeString:
        """Return what a cell says, as a way to change it for who may."""
        if not self.can_edit:
            return content
        address = self._opening(row, part)
        return format_html(
            CONTROL, part=part, key=row.key, address=address, content=content, what=what, number=row.number
        )

    def _opening(self, row: PlanRow, part: str) -> str:
        narrowed = f"&{self.page.query}" if self.page.query else ""
        return f"{self._addresses['plan']}?row={row.key}&part={part}{narrowed}#measure-{row.key}"

    # What a measure is

    def _subject(self, row: PlanRow) -> SafeString:
        measure = row.measure
        title = linebreaksbr(measure.title)
        if self.can_edit:
            title = format_html(TITLE_LINK, self._address("measure-edit", row), title)
        indicator = measure.indicator if self.page.by_issue else None
        about = format_html('<p class="row-note">{}</p>', indicator) if indicator else NOTHING
        notes = format_html('<div class="row-note">{}</div>', _spaced(self._notes(row)))
        draft = DRAFT if measure.is_draft else NOTHING
        return _joined([title, draft, about, notes, indicator_result(result_for(measure, self.results))])

    def _notes(self, row: PlanRow) -> Iterator[SafeString]:
        yield _steps(row)
        if row.figures:
            yield _figures(row)
        if before := row.measure.copied_from:
            yield format_html('<a href="{}">นำมาจากแผนปี {}</a>', *self._elsewhere(before))
        for copy in row.measure.copies.all():
            yield format_html('<a href="{}">นำไปแผนปี {} แล้ว</a>', *self._elsewhere(copy))

    def _elsewhere(self, measure: Measure) -> tuple[str, int]:
        year = measure.plan.fiscal_year
        return reverse("measure-progress", args=[self.agency, year, measure.key]), year

    def _status(self, row: PlanRow) -> SafeString:
        entry = row.measure.accepted_progress
        day = format_html('<p class="entry-date">ณ {}</p>', short_date(entry.reported_on)) if entry else NOTHING
        link = format_html(PROGRESS_LINK, self._address("measure-progress", row), row.number)
        return _joined([standing_of_measure(row.measure), day, link])

    # What can be done with it

    def _menu(self, row: PlanRow) -> SafeString:
        if not self.can_edit:
            return NOTHING
        narrowed = f"?{self.page.query}" if self.page.query else ""
        return format_html(
            MENU,
            key=row.key,
            number=row.number,
            edit=self._address("measure-edit", row),
            subject=self._opening(row, "subject"),
            what="ประเด็นหรือตัวชี้วัด" if self.page.by_issue else "ตัวชี้วัด",
            move=self._address("measure-move", row) + narrowed,
            token=ANY_TOKEN,
            delete=self._address("measure-delete", row),
        )

    def _address(self, name: str, row: PlanRow) -> str:
        return of_row(self._addresses[name], row.key)

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """The address of the plan and those of any of its measures: reversed once for all rows."""
        of_plan = [self.agency, self.page.plan.fiscal_year]
        names = ("measure-edit", "measure-progress", "measure-move", "measure-delete")
        return {"plan": reverse("plan", args=of_plan)} | {
            name: reverse(name, args=[*of_plan, ANY_KEY]) for name in names
        }


def _steps(row: PlanRow) -> SafeString:
    steps, follow_up = row.measure.steps.all(), row.measure.follow_up
    if not steps:
        return NO_STEPS
    return format_html(
        STEPS,
        count=len(steps),
        number=row.number,
        steps=_joined(format_html("<li>{}</li>", step) for step in steps),
        follow_up=format_html("<p><b>การติดตามผล</b> {}</p>", linebreaksbr(follow_up)) if follow_up else NOTHING,
    )


def _figures(row: PlanRow) -> SafeString:
    named = [format_html('{} <span class="figure">{}</span>', weak.name, weak.figure) for weak in row.named_figures]
    more = f" และอีก {row.more_figures} รายการ" if row.more_figures else ""
    return format_html("<span>จาก {}{}</span>", SafeString(", ".join(named)), more)


def _months(measure: Measure) -> SafeString:
    return format_html("{}", measure.timeframe) if measure.timeframe else NO_TIMEFRAME


def _spaced(parts: Iterable[SafeString]) -> SafeString:
    return SafeString(" ".join(parts))


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))
