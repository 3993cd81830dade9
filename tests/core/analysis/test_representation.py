"""When the picture leans towards those who answered more."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from greenshoots.core.analysis import representation
from greenshoots.core.statistics import distributions


def test_the_chance_of_uneven_rates_is_that_of_the_chi_square_test():
    for asked, answered in (((20, 20), (15, 5)), ((10, 20, 30), (8, 9, 12)), ((5, 5, 5, 5), (1, 5, 3, 3))):
        table = [answered, [n - came for n, came in zip(asked, answered, strict=True)]]
        expected = stats.chi2_contingency(table, correction=False).pvalue
        assert representation.chance(asked, answered) == pytest.approx(expected)
    assert representation.chance((5, 5), (5, 5)) == 1


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 10])
def test_chi_square_is_that_of_scipy(freedom):
    for x in (0.0, 0.2, 1.0, 4.5, 12.0, 40.0):
        assert distributions.chi_square_above(x, freedom) == pytest.approx(stats.chi2.sf(x, freedom), abs=1e-12)


def test_the_warning_needs_twenty_people_asked_and_rates_that_chance_does_not_explain():
    assert representation.warns((20, 20), (18, 4), 1)
    assert not representation.warns((9, 10), (9, 0), 1)  # 19 asked
    assert not representation.warns((10, 10), (7, 4), 1)
    assert not representation.warns((20, 20), (21, 2), 1)  # more answered than were asked
    # The same rates deserve it for one group question and not for one of ten.
    assert representation.warns((15, 15), (11, 5), 1)
    assert not representation.warns((15, 15), (11, 5), 10)


@pytest.mark.parametrize("asked", [(10, 10), (8, 10, 10), (5, 5, 5, 5), (5,) * 8])
def test_equally_likely_groups_are_seldom_warned_about(asked):
    """At most one warning in ten; two standard errors of 600 made-up rounds are 2.4 per cent."""
    rng = np.random.default_rng(3)
    for rate in (0.35, 0.6):
        answered = rng.binomial(asked, rate, size=(600, len(asked))).tolist()
        assert sum(representation.warns(asked, one, 1) for one in answered) / 600 <= 0.1
