"""The distribution functions that stand in for SciPy, against SciPy."""

from __future__ import annotations

import pytest
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.statistics import distributions

shapes = st.floats(0.01, 1e6)
shares = st.floats(0.001, 0.999)
quick = settings(max_examples=150)


@given(shares, shapes, shapes)
@quick
def test_the_share_below_a_point_is_scipys(x, a, b):
    assert distributions.beta_share(x, a, b) == pytest.approx(scipy.special.betainc(a, b, x), abs=2e-8)


@given(shares, shapes, shapes)
@quick
def test_the_share_below_a_likely_point_is_scipys(share, a, b):
    x = float(scipy.special.betaincinv(a, b, share))
    assert distributions.beta_share(x, a, b) == pytest.approx(scipy.special.betainc(a, b, x), abs=2e-8)


@given(shares, st.floats(0.1, 5_000), st.floats(0.1, 5_000))
@quick
def test_a_quantile_is_scipys(share, a, b):
    assert distributions.beta_quantile(share, a, b) == pytest.approx(scipy.special.betaincinv(a, b, share), abs=1e-9)


@pytest.mark.parametrize("share", [0.05, 0.95])
def test_the_ends_of_an_interval_take_few_looks_at_the_distribution(share, monkeypatch):
    looks = []
    real = distributions._fraction
    monkeypatch.setattr(distributions, "_fraction", lambda *given: looks.append(given) or real(*given))
    shapes_of_teams = [(a / 2, b / 2) for a in range(2, 60, 5) for b in range(2, 60, 5)]
    for a, b in shapes_of_teams:
        distributions.beta_quantile(share, a, b)
    assert len(looks) < 7 * len(shapes_of_teams)


@pytest.mark.parametrize("b", [5_001, 40_000, 1e6])
@pytest.mark.parametrize("share", [0.025, 0.05, 0.95, 0.975])
def test_the_normal_stand_in_is_within_a_five_thousandth_of_a_point(b, share):
    # A scale of 1 to 11 is ten points wide.
    error = abs(distributions.beta_quantile(share, 5_001, b) - scipy.special.betaincinv(5_001, b, share))
    assert 10 * error < 1 / 5_000


def test_outside_nought_to_one_there_is_nothing_and_everything():
    assert [distributions.beta_share(x, 2, 3) for x in (-1, 0, 1, 2)] == [0, 0, 1, 1]


@given(shares, st.floats(0.01, 1e4), st.floats(0.01, 1e4))
@quick
def test_the_mirror_image_has_the_rest(x, a, b):
    assert distributions.beta_share(x, a, b) + distributions.beta_share(1 - x, b, a) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("freedom", [1, 2, 3.7, 14, 100, 4_999, 5_001, 1e6])
def test_students_t_is_scipys(freedom):
    for t in (0, 0.3, 2.1, 8):
        assert distributions.student_two_sided(t, freedom) == pytest.approx(2 * scipy.stats.t.sf(t, freedom), abs=1e-9)
    for level in (0.5, 0.9, 0.95):
        expected = scipy.stats.t.ppf((1 + level) / 2, freedom)
        assert distributions.student_quantile(level, freedom) == pytest.approx(expected, rel=1e-8)


def test_the_normal_is_scipys():
    for z in (0, 1, -1.959964, 6):
        assert distributions.normal_two_sided(z) == pytest.approx(2 * scipy.stats.norm.sf(abs(z)))
