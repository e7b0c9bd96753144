"""Where a figure stands among others, so that no other agency can be told."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.distribution import FEWEST, LOWS, band_of, bands_text, counted, distributions

COUNTS = st.lists(st.integers(0, 12), min_size=len(LOWS), max_size=len(LOWS))


def spread(**at) -> list[int]:
    return [at.get(f"b{low}", 0) for low in LOWS]


def test_a_figure_is_in_the_band_that_its_print_says():
    assert [band_of(Decimal(text)) for text in ("0", "49.99", "50", "84.994", "84.995", "100")] == [0, 0, 1, 4, 5, 7]
    assert band_of(None) is None


def test_bands_are_counted_by_code():
    texts = [bands_text({"1": Decimal(90)}, ("1", "2")), bands_text({"1": Decimal(91), "2": Decimal(0)}, ("1", "2"))]
    assert texts == ["6-", "60"]
    assert [counts[6] for counts in counted(texts, 2)] == [2, 0]
    assert counted([], 2) == [(0,) * len(LOWS)] * 2


def test_a_group_under_five_is_not_shown():
    assert distributions([spread(b90=4)], 6) == [None]
    (shown,) = distributions([spread(b90=5)], 6)
    assert shown.others == 5


def test_small_bands_are_joined():
    (shown,) = distributions([spread(b50=1, b80=2, b85=3, b95=20)], 5)
    assert all(band.count == 0 or band.count >= FEWEST for band in shown.bands)
    assert (shown.above, shown.beside) == (20, 6)


def test_a_district_that_leaves_a_few_of_its_province_is_not_shown():
    province, district = spread(b85=10, b95=6), spread(b85=8, b95=5)
    assert distributions([province, district], None)[1] is None


def test_what_remains_of_a_province_is_never_a_few_of_a_band():
    province, district = spread(b85=11, b95=20), spread(b85=10, b95=6)
    shown = distributions([province, district], None)[1]
    assert [band.count for band in shown.bands if band.count] == [16]
    assert not shown.knows_own


def test_where_all_are_alike_no_band_is_shown():
    (shown,) = distributions([spread(b95=8)], 7)
    assert (shown.is_parted, shown.others) == (False, 8)


@given(st.lists(COUNTS, min_size=1, max_size=3), st.sampled_from([None, *range(len(LOWS))]))
def test_nobody_can_be_told_by_any_subtraction(rings, own):
    """Each group holds the next; whatever is shown of two of them, their difference tells of none or of five."""
    groups = [[sum(ring[band] for ring in rings[at:]) for band in range(len(LOWS))] for at in range(len(rings))]
    shown = [each for each in distributions(groups, own) if each]
    for each in shown:
        assert sum(band.count for band in each.bands) >= FEWEST
        assert all(band.count == 0 or band.count >= FEWEST for band in each.bands)
        assert (own is not None) == each.knows_own
        assert sum(band.count > 0 for band in each.bands) > 1 or not each.is_parted
    for at, larger in enumerate(shown):
        for smaller in shown[at + 1 :]:
            assert {band.low for band in smaller.bands} <= {band.low for band in larger.bands}
            for band in smaller.bands:
                around = sum(b.count for b in larger.bands if band.low <= b.low and b.high <= band.high)
                assert around - band.count == 0 or around - band.count >= FEWEST
                assert (
                    not smaller.is_parted
                    or around - band.count < larger.others - smaller.others
                    or (larger.others == smaller.others)
                )
    for each in shown:
        assert all(high.low == low.high for high, low in pairwise(each.bands))
