"""Who speaks for a position: terms that share days, lines below a signature, titles in headings."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.holdings import Capacity, Term, clash, opinion_heading, signature_lines, title_of_heading

HEAD = "นายกเทศมนตรีตำบลดงสมบูรณ์"
DAYS = st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 20))


def test_who_acts_signs_with_the_own_post_and_the_one_that_is_acted_for():
    assert signature_lines(HEAD, Capacity.HOLDER, "รองนายก") == (HEAD,)
    assert signature_lines(HEAD, Capacity.ACTING, "ปลัดเทศบาล") == ("ปลัดเทศบาล รักษาราชการแทน", HEAD)
    assert signature_lines(HEAD, Capacity.DELEGATED, "ปลัดเทศบาล") == ("ปลัดเทศบาล ปฏิบัติราชการแทน", HEAD)


def test_a_title_comes_back_out_of_its_heading():
    for commands in (True, False):
        assert title_of_heading(opinion_heading(HEAD, commands=commands)) == HEAD
    assert title_of_heading("ความเห็นปลัดเทศบาล") == "ปลัดเทศบาล"
    assert title_of_heading("ความเห็น") == "ความเห็น"


@given(DAYS, DAYS, DAYS, DAYS)
def test_terms_overlap_where_they_share_a_day(first, last, other_first, other_last):
    mine, other = Term(first, last), Term(other_first, other_last)
    days = [date(2024, 12, 25) + timedelta(days=each) for each in range(40)]
    shared = any(mine.covers(day) and other.covers(day) for day in days)
    is_turned = any(term.starts and term.ends and term.ends < term.starts for term in (mine, other))
    if not is_turned:
        assert mine.overlaps(other) == other.overlaps(mine) == shared
        assert (clash(mine, [other]) == other) == shared
