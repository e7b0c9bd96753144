"""What lists and pages say alike of a measure, as HTML: its owners, what it has come to, how its indicator moved."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.models import Measure
from measures.rules.forward import IndicatorResult

NOTHING = SafeString("")
NO_OWNER = SafeString('<span class="missing">ยังไม่มีผู้รับผิดชอบ</span>')
NO_LEAD = SafeString(' <span class="missing">ยังไม่มีผู้รับผิดชอบหลัก</span>')
LEAD = SafeString(' <span class="lead-owner">หลัก</span>')
STATUS = '<span class="status status-{}">{}</span>'
BESIDE = ' <span class="standing standing-{}">{}: {}</span>'
FIGURE = '<span class="figure-of-year">{}</span> '
CHANGE = '<span class="change change-{}">{}</span>'


def owners_of(measure: Measure, nobody: str = "") -> SafeString:
    """Return who answers for a measure, as it is printed; of several the lead, who reports, is named as such."""
    owners = measure.ownerships.all()
    if not owners:
        return format_html("{}", nobody or NO_OWNER)
    leads = [LEAD if owner.is_lead and len(owners) > 1 else NOTHING for owner in owners]
    names = format_html_join(", ", "{}{}", zip(owners, leads, strict=True))
    return names + (NOTHING if measure.lead else NO_LEAD)


def standing_of_measure(measure: Measure) -> SafeString:
    """Return the status that was accepted, and beside it by name what does not count yet."""
    told = measure.told
    status = (
        (told.accepted.status, told.accepted.get_status_display())
        if told.accepted
        else ("unreported", told.nothing_name)
    )
    beside = ((each.standing, each.standing_name, each.get_status_display()) for each in told.beside)
    return format_html(STATUS, *status) + format_html_join("", BESIDE, beside)


def indicator_result(result: IndicatorResult | None) -> SafeString:
    """Return the figures of two years and how they differ; nothing where there is no result."""
    if not result:
        return NOTHING
    figures = format_html_join("", FIGURE, ((figure,) for figure in result.figures))
    change = format_html(CHANGE, result.direction, result.words) if result.words else NOTHING
    return format_html('<p class="indicator-result">{}{}</p>', figures, change)
