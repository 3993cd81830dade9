"""The steps of the set-up in order, with what each step shows and saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenshoots.web.collect.diagnostics import (
    actions,
    expected,
    forms,
    grouping,
    instruments,
    mapping,
    protecting,
    queries,
)
from greenshoots.web.collect.diagnostics.models import Asked, Diagnostic, Protection, Round

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """A page of the set-up.

    Attributes:
        initial: Returns the values that the form starts with.
        save: Saves the form; the last argument is the step that comes next.
        fixed: True where the step cannot be changed once people have answered.
    """

    name: str
    title: str | Promise
    form: type[forms.StepForm]
    initial: Callable[[Diagnostic, Round], Mapping[str, Any]]
    save: Callable[[Any, User, str], None]
    lead: str | Promise = ""
    fixed: bool = False


def _fields(*names: str) -> Callable[[Diagnostic, Round], Mapping[str, Any]]:
    return lambda diagnostic, _round: {name: getattr(diagnostic, name) for name in names}


def _save_fields(form: forms.StepForm, by: User, next_step: str) -> None:
    actions.change(form.diagnostic, by=by, step=next_step, **form.cleaned_data)


def _save_instrument(form: forms.InstrumentForm, by: User, next_step: str) -> None:
    chosen = form.cleaned_data["instrument"]
    side_files = [form.translation] if form.translation else []
    if chosen == "file" and form.own_file:
        version = instruments.bring_in(form.diagnostic.place, *form.own_file, side_files)
    elif side_files:
        version = instruments.translate(form.known[chosen], *side_files[0])
    else:
        version = form.known[chosen]
    actions.set_instrument(form.diagnostic, version, by=by, step=next_step)


def _save_language(form: forms.LanguageForm, by: User, next_step: str) -> None:
    language, version = form.cleaned_data["language"], form.diagnostic.instrument
    if version is not None and "offered" in form.cleaned_data:
        # The language people see first is always on offer, even where its box was left empty.
        offered = instruments.offer(version, {language, *form.cleaned_data["offered"]})
        actions.set_instrument(form.diagnostic, offered, by=by)
    actions.change(form.diagnostic, by=by, step=next_step, language=language)


def _save_groups(form: grouping.GroupsForm, by: User, next_step: str) -> None:
    chosen = is_reached("protection", form.diagnostic)
    actions.set_groups(form.diagnostic, form.groups, by=by, order_is_chosen=chosen, step=next_step)


def _save_asked(form: forms.AskedForm, by: User, next_step: str) -> None:
    number = form.cleaned_data["asked"]
    actions.set_asked(form.round, number=number, by_choice=form.by_choice(), by=by, step=next_step)


def _save_protection(form: protecting.ProtectionForm, by: User, next_step: str) -> None:
    fields = form.cleaned_data
    # Comments are never shown for fewer people than scores are.
    actions.set_protection(
        form.diagnostic, by=by, way=Protection(fields["way"]), k=fields["k"], c=fields["c"],
        k_words=max(form.diagnostic.k_words, fields["k"]), order=form.names(), step=next_step,
    )  # fmt: skip


def _save_words(form: forms.CommentsForm, by: User, next_step: str) -> None:
    diagnostic = form.diagnostic
    # Fewer people for comments is looser protection, so the number passes the same check as the rest of it.
    order = list(mapping.shown_groups(diagnostic))
    actions.set_protection(
        diagnostic, by=by, way=Protection(diagnostic.protection), k=diagnostic.k, c=diagnostic.c,
        k_words=form.cleaned_data["k_words"], order=order,
    )  # fmt: skip
    actions.change(diagnostic, by=by, step=next_step, words=form.cleaned_data["words"])


def _save_dates(form: forms.DatesForm, by: User, next_step: str) -> None:
    fields = form.cleaned_data
    actions.set_dates(form.round, opens=fields["opens"], closes=fields["closes"], by=by, step=next_step)


def _asked(_diagnostic: Diagnostic, round_: Round) -> Mapping[str, Any]:
    numbers = Asked.objects.filter(round=round_).values_list("choice_id", "number")
    return {"asked": round_.asked, **{f"choice-{key}": number for key, number in numbers}}


def _protection(diagnostic: Diagnostic, round_: Round) -> Mapping[str, Any]:
    names = mapping.chosen_order(diagnostic)
    # The first time, the page recommends: no facilitator has to know how large the smallest group should be.
    first_time = not is_reached("protection", diagnostic)
    k = expected.recommended_k(diagnostic, round_) if first_time else diagnostic.k
    offers = expected.offers(diagnostic, round_, replace(mapping.policy(diagnostic), k=k))
    order = next((offer.key for offer in offers if offer.names == names and not first_time), offers[0].key)
    return {"way": diagnostic.protection, "k": k, "c": diagnostic.c, "order": order}


def _instrument(diagnostic: Diagnostic, _round: Round) -> Mapping[str, Any]:
    version = diagnostic.instrument
    return {"instrument": version.code if version else ""}


def _language(diagnostic: Diagnostic, _round: Round) -> Mapping[str, Any]:
    version = diagnostic.instrument
    return {"language": diagnostic.language, "offered": mapping.languages(version)[1:] if version else ()}


def _groups(diagnostic: Diagnostic, _round: Round) -> Mapping[str, Any]:
    groups = list(diagnostic.groups.prefetch_related("choices"))
    if not groups and diagnostic.step == "groups":
        return grouping.GroupsForm.with_ready({}, "role")
    return grouping.GroupsForm.filled(groups)


# Group questions and numbers of people come before protection, whose preview counts with both.
STEPS: tuple[SetUpStep, ...] = (
    SetUpStep(
        "subject", _("What it is about"), forms.SubjectForm, _fields("subject", "asking", "contact"), _save_fields,
    ),
    SetUpStep(
        "viewpoint", _("Viewpoint"), forms.ViewpointForm, _fields("viewpoints"), _save_fields,
        _("People may feel differently about their own team and the wider system."), fixed=True,
    ),
    SetUpStep(
        "instrument", _("Questionnaire"), forms.InstrumentForm, _instrument, _save_instrument,
        _("The built-in questionnaire has 11 enablers with 3 statements each, and takes about 8 minutes to answer."),
        fixed=True,
    ),
    SetUpStep("language", _("Language"), forms.LanguageForm, _language, _save_language),
    SetUpStep(
        "groups", _("Group questions"), grouping.GroupsForm, _groups, _save_groups,
        _("Ask people about their role or sector, so that you can compare groups. Use 1 question for fewer than 150 "
          "people, and 2 for up to 1,000. You can also leave this page empty."),
        fixed=True,
    ),
    SetUpStep("asked", _("Number of people"), forms.AskedForm, _asked, _save_asked),
    SetUpStep("protection", _("Protection"), protecting.ProtectionForm, _protection, _save_protection,
         _("Once someone has answered, you can make protection stricter but not looser.")),
    SetUpStep("words", _("Comments"), forms.CommentsForm, _fields("words", "k_words"), _save_words),
    SetUpStep("afterwards", _("After people answer"), forms.AfterwardsForm, _fields("afterwards"), _save_fields),
    SetUpStep(
        "dates", _("Opening and closing"), forms.DatesForm,
        lambda _diagnostic, round_: {"opens": round_.opens, "closes": round_.closes}, _save_dates,
    ),
)  # fmt: skip

NAMES = tuple(step.name for step in STEPS)
CHECK = "check"


def named(name: str) -> SetUpStep | None:
    """Return a step by its name."""
    return next((step for step in STEPS if step.name == name), None)


def after(name: str) -> str:
    """Return the name of the next step; the check page after the last."""
    position = NAMES.index(name) + 1
    return NAMES[position] if position < len(NAMES) else CHECK


def furthest(diagnostic: Diagnostic, next_step: str) -> str:
    """Return the furthest step of the set-up, where `next_step` comes next: going back to change a step keeps it."""
    # Going back to a step once set the next step too, so Protection chose anew what a facilitator had chosen.
    order = (*NAMES, CHECK)
    return max(diagnostic.step, next_step, key=order.index) if diagnostic.step in order else next_step


def reached(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the steps whose choice was made: all of them once the set-up is complete."""
    return NAMES[: NAMES.index(diagnostic.step)] if diagnostic.step in NAMES else NAMES


def is_reached(name: str, diagnostic: Diagnostic) -> bool:
    """Return whether the choice of a step was made."""
    return name in reached(diagnostic)


def before(name: str) -> str:
    """Return the name of the previous step; empty before the first."""
    position = NAMES.index(name)
    return NAMES[position - 1] if position else ""


def is_locked(step: SetUpStep, diagnostic: Diagnostic) -> bool:
    """Return whether a step can only be read, because people have answered."""
    return step.fixed and queries.is_fixed(diagnostic)


def make(step: SetUpStep, diagnostic: Diagnostic, round_: Round, *submitted: Any) -> forms.StepForm:
    """Return the form of a step with the saved values, or with the submitted ones."""
    initial = cast("dict[str, Any]", dict(step.initial(diagnostic, round_)))
    return step.form(*submitted, diagnostic=diagnostic, round_=round_, initial=initial)
