"""Choosing the instrument: files, translations and local versions; errors name the line of the file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.core.errors import InstrumentError
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics import instruments, mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic, InstrumentVersion

SignIn = Callable[[User], Visitor]
WELSH = (resources.files("greenshoots.instruments") / "enabling-conditions.cy.toml").read_text(encoding="utf-8")


@pytest.fixture
def diagnostic(cast: Cast) -> Diagnostic:
    return making.diagnostic(cast.northvale)


def file(text: str, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_translation_is_uploaded_for_the_chosen_questionnaire(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    first = diagnostic.instrument
    assert first is not None
    InstrumentVersion.objects.filter(pk=first.pk).update(translations={})
    fields = {"instrument": first.code, "side": file(WELSH, "ours.cy.toml")}
    answer = as_(cast.alice).post(f"/diagnostics/{diagnostic.code}/set-up/instrument/", fields)
    assert answer.status_code == 302
    diagnostic.refresh_from_db()
    assert diagnostic.instrument is not None
    assert mapping.languages(diagnostic.instrument) == ("en", "cy")
    first.refresh_from_db()
    assert first.translations == {}, "diagnostics that use the first version keep what the facilitator checked"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (WELSH.replace("translates", "translate", 1), "ours.cy.toml", "ours.cy.toml, line"),
        (WELSH + "\nnonsense", "ours.cy.toml", "ours.cy.toml, line"),
        (WELSH, "welsh.toml", "Include the language in the file name"),
        ("#" * (instruments.LARGEST + 1), "ours.cy.toml", "too large for a questionnaire"),
    ],
)
def test_a_translation_that_is_not_valid_is_refused_at_its_field(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic, text: str, name: str, said: str
) -> None:
    assert diagnostic.instrument is not None
    fields = {"instrument": diagnostic.instrument.code, "side": file(text, name)}
    answer = as_(cast.alice).post(f"/diagnostics/{diagnostic.code}/set-up/instrument/", fields)
    assert answer.status_code == 422
    assert said in answer.context["form"].errors["side"][0]
    assert InstrumentVersion.objects.filter(title=diagnostic.instrument.title).count() == 1, "nothing of it is stored"


def test_a_file_that_is_no_text_is_refused(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    fields = {"instrument": "file", "file": SimpleUploadedFile("ours.toml", b"\xff\xfe\x00")}
    answer = as_(cast.alice).post(f"/diagnostics/{diagnostic.code}/set-up/instrument/", fields)
    assert answer.status_code == 422
    assert "not UTF-8 text" in answer.context["form"].errors["file"][0]
    nothing = as_(cast.alice).post(f"/diagnostics/{diagnostic.code}/set-up/instrument/", {"instrument": "file"})
    assert "Choose a file" in nothing.content.decode()


def test_a_file_and_its_translation_come_together(cast: Cast) -> None:
    text = (resources.files("greenshoots.instruments") / "enabling-conditions.toml").read_bytes()
    made = instruments.bring_in(cast.northvale, text, "ours.toml", [(WELSH.encode(), "ours.cy.toml")])
    assert mapping.languages(made) == ("en", "cy")
    assert instruments.bring_in(cast.northvale, text, "ours.toml", [(WELSH.encode(), "ours.cy.toml")]) == made
    assert instruments.bring_in(cast.northvale, text, "ours.toml") != made


def test_a_local_version_that_is_not_valid_comes_back_filled_in(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_facts: object, **_more: object) -> None:
        raise InstrumentError("Two statements say the same.", file="copy.toml", line=12)

    monkeypatch.setattr(instruments, "adapt", refuse)
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/adapt/"
    fields = dict(alice.get(address).context["form"].initial) | {"s-systems-mindset.1": "Our own words."}
    answer = alice.post(address, fields)
    assert answer.status_code == 422
    assert "line 12" in answer.content.decode()
    assert "Our own words." in answer.content.decode()


def test_a_local_enabler_without_statements_comes_back_filled_in(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/adapt/"
    fields = dict(alice.get(address).context["form"].initial)
    answer = alice.post(address, fields | {"title1": "Working with the river", "group1": "mindset"})
    assert answer.status_code == 422
    assert "Enter at least one statement" in answer.content.decode()
    assert "Working with the river" in answer.content.decode()


def test_what_cannot_be_changed_is_shown_with_the_reason(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    making.people_answer(diagnostic.rounds.get(), 1)
    page = as_(cast.alice).get(f"/diagnostics/{diagnostic.code}/set-up/groups/").content.decode()
    assert "you cannot change this" in page
    assert "Role: Frontline, Manager, Partner, Elected member" in page


@pytest.mark.parametrize("name", ["viewpoint", "Round", "MODE"])
def test_a_question_is_not_called_as_a_column_of_the_answers(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic, name: str
) -> None:
    fields = {"name1": name, "choices1": "One\nTwo"}
    answer = as_(cast.alice).post(f"/diagnostics/{diagnostic.code}/set-up/groups/", fields)
    assert answer.status_code == 422
    assert "already used in data files" in answer.content.decode()


def test_the_questionnaire_is_read_in_each_language_and_fetched(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    bob, address = as_(cast.bob), f"/diagnostics/{diagnostic.code}/instrument/"
    assert 'lang="cy"' in bob.get(address, {"lang": "cy"}).content.decode()
    fetched = bob.get(address, {"file": ""})
    assert diagnostic.instrument is not None
    assert fetched.content.decode() == diagnostic.instrument.text
    assert fetched["Content-Disposition"] == 'attachment; filename="enabling-conditions.toml"'


def test_a_translation_is_left_out_and_offered_again(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/set-up/language/"

    def offered() -> tuple[str, ...]:
        saved = Diagnostic.objects.get().instrument
        assert saved is not None
        return mapping.languages(saved)

    assert alice.get(address).context["form"].initial == {"language": "en", "offered": ("cy",)}
    assert alice.post(address, {"language": "en"}).status_code == 302
    assert offered() == ("en",)
    assert "Also offered" not in alice.get(f"/diagnostics/{diagnostic.code}/check/").content.decode()
    assert alice.post(address, {"language": "en", "offered": ["cy"]}).status_code == 302
    assert offered() == ("en", "cy")
    assert Diagnostic.objects.get().instrument == diagnostic.instrument, (
        "a version that is stored already is not stored twice"
    )
    assert "Also offered: Cymraeg" in alice.get(f"/diagnostics/{diagnostic.code}/check/").content.decode()


def test_the_language_people_meet_first_is_always_offered(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    address = f"/diagnostics/{diagnostic.code}/set-up/language/"
    assert as_(cast.alice).post(address, {"language": "cy"}).status_code == 302
    saved = Diagnostic.objects.get()
    assert saved.instrument is not None
    assert (saved.language, mapping.languages(saved.instrument)) == ("cy", ("en", "cy"))


def test_translations_stay_once_people_have_answered(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    making.people_answer(diagnostic.rounds.get(), 1)
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/set-up/language/"
    assert "offered" not in alice.get(address).context["form"].fields
    assert alice.post(address, {"language": "cy"}).status_code == 302
    saved = Diagnostic.objects.get()
    assert (saved.language, saved.instrument) == ("cy", diagnostic.instrument)
