"""A part of the people is shown where the release allows it, and refused in a sentence where it does not."""

from __future__ import annotations

import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.show.results.reading import As, text, url

from greenshoots.web.collect.diagnostics.models import RespondentGroup, Round
from greenshoots.web.collect.releases import actions


@pytest.fixture
def parted(cast: Cast) -> Round:
    """Return a round in which a choice is hidden, and another was made by no one."""
    roles = {"Role": ("Frontline", "Manager", "Partner", "Elected member", "Carer")}
    round_ = making.diagnostic(cast.northvale, roles).rounds.get()
    for choice, people in ((0, 22), (1, 14), (2, 5), (3, 4)):
        making.people_answer(round_, people, seed=choice, choices=bytes([choice]))
    actions.reveal(round_, by=cast.alice)
    return round_


@pytest.mark.parametrize("page", ["", "answers/", "table/", "words/", "documents/", "enablers/staff-permission/"])
def test_a_filter_applies_to_every_page(page: str, parted: Round, cast: Cast, as_: As) -> None:
    response = as_(cast.alice).get(url(parted, page), {"role": "Manager"})
    words = text(response)
    assert response.status_code == 200
    assert "Manager only" in words
    assert "Change over time" not in words
    assert "Compare groups" not in words
    assert response.content.count(b"?role=Manager") >= 4, "The filter stays on from page to page."


def test_two_choices_make_one_part(parted: Round, cast: Cast, as_: As) -> None:
    words = text(as_(cast.alice).get(f"{url(parted, 'table/')}?role=Manager&role=Frontline"))
    assert " only" in words
    assert "Manager" in words


def test_an_empty_choice_is_everyone(parted: Round, cast: Cast, as_: As) -> None:
    assert "What 45 of 60 people said" in text(as_(cast.alice).get(url(parted), {"role": ""}))


@pytest.mark.parametrize(
    ("choice", "sentence"), [("Elected member", "Too few people to show."), ("Carer", "No one answered.")]
)
@pytest.mark.parametrize("page", ["", "answers/", "table/", "words/", "documents/", "enablers/staff-permission/"])
def test_a_hidden_part_says_so_and_shows_no_number(
    choice: str, sentence: str, page: str, parted: Round, cast: Cast, as_: As
) -> None:
    response = as_(cast.alice).get(url(parted, page), {"role": choice})
    words = text(response)
    assert response.status_code == 200
    if page in ("", "answers/", "table/"):
        assert sentence in words
    assert b'role="img"' not in response.content
    assert "average" not in words.lower()


def test_only_what_is_shown_is_offered(parted: Round, cast: Cast, as_: As) -> None:
    page = as_(cast.alice).get(url(parted)).content.decode()
    offered = page[page.index("<select") : page.index("</select>")]
    assert "Manager" in offered
    assert "<option>Elected member</option>" not in offered
    assert "Carer" not in offered


@pytest.mark.parametrize("page", ["", "documents/report.txt", "results.json", "pictures/spider.svg"])
def test_a_choice_that_does_not_exist_is_refused_in_a_sentence(page: str, parted: Round, cast: Cast, as_: As) -> None:
    response = as_(cast.alice).get(url(parted, page), {"role": "Mayor"})
    assert response.status_code == 404
    assert "“Mayor” is not one of the choices for Role in these results." in text(response)


def test_a_group_that_is_never_shown_is_refused_in_a_sentence(parted: Round, cast: Cast, as_: As) -> None:
    RespondentGroup.objects.create(diagnostic=parted.diagnostic, position=5, name="Age", place_in_order=None)
    response = as_(cast.alice).get(url(parted), {"age": "Young"})
    assert response.status_code == 404
    assert "These results are not shown by Age." in text(response)


def test_other_names_in_the_address_are_ignored(parted: Round, cast: Cast, as_: As) -> None:
    assert as_(cast.alice).get(url(parted), {"utm_source": "mail"}).status_code == 200


@pytest.mark.parametrize("order", ["instrument", "talk", "mean", "spread", "nonsense"])
def test_rows_can_be_sorted(order: str, parted: Round, cast: Cast, as_: As) -> None:
    response = as_(cast.alice).get(url(parted, "answers/"), {"order": order})
    assert response.status_code == 200
    assert response.content.count(b'aria-current="true"') >= 1


def test_choices_that_are_shown_together_can_be_chosen_together(cast: Cast, as_: As) -> None:
    roles = {"Role": ("Frontline", "Partner", "Elected member")}
    round_ = making.diagnostic(cast.northvale, roles).rounds.get()
    for choice, people in ((0, 22), (1, 4), (2, 4)):
        making.people_answer(round_, people, seed=choice, choices=bytes([choice]))
    actions.reveal(round_, by=cast.alice)
    alice = as_(cast.alice)
    together = "Partner and Elected member together"
    page = alice.get(url(round_)).content.decode()
    assert f"<option>{together}</option>" in page
    chosen = alice.get(url(round_), {"role": together}).content.decode()
    assert f"<option selected>{together}</option>" in chosen
    assert "What 8 of" in chosen or "What 8 people" in chosen
    assert "?role=Elected+member&amp;role=Partner" in chosen, "The address names them one by one."
