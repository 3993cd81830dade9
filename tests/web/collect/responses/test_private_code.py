"""The private code: hard to guess, easy to write down, and not to be had back from the table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from greenshoots.web.base.site import codes
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses import private_code

CODE = st.text(alphabet=codes.ALPHABET, min_size=12, max_size=12)


def test_a_new_code_has_the_form_of_one_and_is_new() -> None:
    made = {private_code.new() for _ in range(500)}
    assert len(made) == 500
    assert all(private_code.is_one(code) for code in made)


@given(CODE)
def test_a_code_is_read_as_it_was_written_down(code: str) -> None:
    assert codes.read(codes.spaced(code).lower()) == code
    assert private_code.is_one(code)


@given(CODE)
def test_a_digest_fits_the_key_of_a_row_and_stays_the_same(code: str) -> None:
    key = private_code.digest(Round(code="abcd2345"), code)
    assert 0 <= key < 2**62
    assert key == private_code.digest(Round(code="abcd2345"), code)
    assert key != private_code.digest(Round(code="abcd2346"), code), "The same code in another round is another row."


def test_digests_stand_in_no_order() -> None:
    keys = [private_code.digest(Round(code="abcd2345"), f"{number:012d}") for number in range(50)]
    assert keys != sorted(keys)


@given(st.text(max_size=20))
def test_no_other_text_passes_for_a_code(text: str) -> None:
    assert private_code.is_one(text) == (len(text) == 12 and set(text) <= set(codes.ALPHABET))
