"""What lists and pages say alike of a measure, for templates."""

from django import template
from django.utils.safestring import SafeString

from measures.measure_parts import indicator_result, owners_of, standing_of_measure
from measures.plan_page import PlanRow, PlanRowGroup
from measures.plan_rows import PlanRows
from measures.row_pages import RowPage

register = template.Library()
register.filter("owners", owners_of)
register.filter("standing", standing_of_measure)
register.filter("indicator_result", indicator_result)


@register.filter
def rows_of(rows: PlanRows, group: PlanRowGroup) -> SafeString:
    """Print the rows of a plan that answer the same."""
    return rows.of_group(group)


@register.filter
def titles_of(rows: PlanRows, page: RowPage[PlanRow]) -> SafeString:
    """Print the titles of a page of the list that is not shown."""
    return rows.titles_of(page)
