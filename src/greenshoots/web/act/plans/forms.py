"""Forms about plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.library.models import Level
from greenshoots.web.act.plans.models import (
    Action,
    Ask,
    AskState,
    Because,
    Body,
    Bundle,
    Kind,
    PlanPage,
    Priority,
    Reach,
    Reply,
    State,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

Pairs = Sequence[tuple[str, str]]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Versioned(forms.Form):
    """A form that carries the version its writer read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    theirs: Sequence[tuple[Any, str]] = ()
    """What somebody else wrote meanwhile: label and value of each field that differs."""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        if self.initial.get("version"):
            # The page carries what stood there, so that what its writer left alone is known from what they wrote.
            for field in self.fields.values():
                field.show_hidden_initial = True
            self.fields["version"].show_hidden_initial = False

    @property
    def read(self) -> int:
        """Give the version that was read; 0 where none was sent, which is never the present one."""
        return self.cleaned_data.get("version") or 0

    def met(self, now: Mapping[str, Any], sentence: str) -> None:
        """Take up what somebody else wrote meanwhile, so that saving once more is a choice and not an accident.

        What this writer left alone becomes what it says now; what both wrote is shown beside each other.
        """
        mine, written = self.cleaned_data, self.changed_data
        self.theirs = [
            (field.label, _plain(field, now[name]))
            for name, field in self.fields.items()
            if name in now and name in written and (mine.get(name) or "") != (now[name] or "")
        ]
        data = cast("QueryDict", self.data).copy()
        for name in set(now) & set(self.fields):
            data.setlist(self.add_initial_prefix(name), _sent(now[name], hidden=True))
            if name not in written:
                data.setlist(self.add_prefix(name), _sent(now[name]))
        data["version"] = str(now["version"])
        self.data = data
        self.add_error(None, sentence)


def _sent(value: Any, *, hidden: bool = False) -> list[str]:
    """Give a value as a browser sends it."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool) and not hidden:
        return ["on"] if value else []
    return ["" if value is None else str(value)]


def _plain(field: forms.Field, value: Any) -> str:
    """Give a value as people read it."""
    if isinstance(field, forms.ChoiceField):
        names = dict(field.choices)  # type: ignore[arg-type] # the choices here are pairs
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(names.get(one, one)) for one in values) or "–"
    if isinstance(value, dt.date):
        return date_format(value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return str(value or "–")


class WhyForm(forms.Form):
    """Why an enabler is to be strengthened."""

    because = forms.MultipleChoiceField(
        label=_("What makes it worth strengthening?"), choices=Because.choices, widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    why = forms.CharField(
        label=_("In your words"), required=False, max_length=2000, widget=_text(3),
        help_text=_("What people said, what you hope for. No names of people who answered."),
    )  # fmt: skip


class PriorityForm(Versioned, WhyForm):
    """The same, to change it."""

    public = forms.BooleanField(label=_("Show it on the public page, if there is one"), required=False)

    @classmethod
    def of(cls, priority: Priority) -> dict[str, Any]:
        """Give what the form is filled in with."""
        names = ("because", "why", "public", "version")
        return {name: getattr(priority, name) for name in names}


class OutcomeForm(forms.Form):
    """What became of a priority."""

    outcome = forms.CharField(
        label=_("What became of it?"), required=False, max_length=2000, widget=_text(4),
        help_text=_("What changed, what did not, what you learned. The next round begins with this."),
    )  # fmt: skip
    closed = forms.BooleanField(label=_("We no longer work on it"), required=False)


class PointForm(forms.Form):
    """A point on the map of who can act."""

    text = forms.CharField(
        label=_("Add a point"), max_length=200, error_messages={"required": _("Write the point first.")}
    )


class PointChangeForm(PointForm):
    """A point that stands on the map, and the part it belongs to."""

    reach = forms.ChoiceField(choices=Reach.choices)


class ActionForm(Versioned):
    """What somebody will do, try or stop."""

    kind = forms.ChoiceField(label=_("Is it something to do, to try or to stop?"), choices=(
        (Kind.DO, _("Do: we know that it helps")),
        (Kind.TRY, _("Try: we want to find out whether it helps")),
        (Kind.STOP, _("Stop: something that gets in the way ends")),
    ), widget=forms.RadioSelect, initial=Kind.DO)  # fmt: skip
    what = forms.CharField(label=_("What?"), max_length=200)
    why = forms.CharField(label=_("Why?"), required=False, max_length=2000, widget=_text(3))
    first_step = forms.CharField(
        label=_("First step"), required=False, max_length=1000, widget=_text(3),
        help_text=_("Something small that can happen on Monday."),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Who looks after it?"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        help_text=_("A person or a team. They need no account."),
    )  # fmt: skip
    owner_email = forms.EmailField(
        label=_("E-mail address for reminders"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("We write a week before, on the day, and every two weeks for three months after."),
    )  # fmt: skip
    due = forms.DateField(label=_("By when?"), required=False, widget=DAY)
    priority = forms.ChoiceField(
        label=_("Which priority does it belong to?"), required=False,
        help_text=_("Without one it stands in the plan only, and not on the public page or at the next round."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Where is it?"), choices=State.choices, widget=forms.RadioSelect, initial=State.TO_DO
    )
    outcome = forms.CharField(
        label=_("What did you find?"), required=False, max_length=2000, widget=_text(3),
        help_text=_("Fill this in once it is done, or once you stopped. What did not work is worth as much."),
    )  # fmt: skip
    public = forms.BooleanField(label=_("Show it on the public page, if there is one"), required=False, initial=True)

    def __init__(self, *args: Any, priorities: Sequence[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        _offer(self, "priority", [("", _("None")), *priorities])

    def values(self) -> dict[str, Any]:
        """Give what was filled in, without what only the form needs."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "priority")}

    @classmethod
    def of(cls, action: Action) -> dict[str, Any]:
        """Give what the form is filled in with."""
        names = (
            "kind",
            "what",
            "why",
            "first_step",
            "owner",
            "owner_email",
            "due",
            "state",
            "outcome",
            "public",
            "version",
        )
        code = action.priority.code if action.priority else ""
        return {name: getattr(action, name) for name in names} | {"priority": code}


class NoteForm(forms.Form):
    """Something about an action on its way."""

    text = forms.CharField(label=_("Write a note"), max_length=2000, widget=_text(3))


class AskForm(Versioned):
    """What is needed of somebody else."""

    need = forms.CharField(
        label=_("What is needed?"), max_length=200, help_text=_("One thing that somebody can say yes or no to.")
    )
    level = forms.ChoiceField(label=_("Who can do it?"), choices=Level.choices, widget=forms.RadioSelect)
    of_whom = forms.CharField(
        label=_("Of whom do you ask it?"), required=False, max_length=120,
        help_text=_("An organisation or a board. It stands on the public page: name a person only if they agree."),
    )  # fmt: skip
    body = forms.ChoiceField(
        label=_("Somebody who reads asks here"), required=False,
        help_text=_(
            "They see the ask once you send it, with the context below, and answer here. Then you need not fill in of "
            "whom you ask it."
        ),
    )  # fmt: skip
    context = forms.CharField(
        label=_("Context that may be shared"), required=False, max_length=4000, widget=_text(6),
        help_text=_("Why it matters and what it would change. Whoever is asked reads this, and no results of yours."),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Who looks after it?"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        help_text=_("Whoever is asked turns to them with questions. Add a telephone number or an address if you like."),
    )  # fmt: skip
    wanted_by = forms.DateField(label=_("When would an answer help?"), required=False, widget=DAY)
    priority = forms.ChoiceField(
        label=_("Which priority does it belong to?"), required=False,
        help_text=_("Without one it stands in the plan only, and not on the public page or at the next round."),
    )  # fmt: skip
    public = forms.BooleanField(
        label=_("Show it on the public page once it is sent, if there is one"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, priorities: Pairs, bodies: Iterable[Body], fixed: Iterable[str] = (), **facts: Any
    ) -> None:
        super().__init__(*args, **facts)
        for name in fixed:
            self.fields[name].disabled = True
        _offer(self, "priority", [("", _("None")), *priorities])
        offered = [(body.code, body.name) for body in bodies]
        if offered:
            _offer(self, "body", [("", _("Nobody here")), *offered])
        else:
            del self.fields["body"]

    def values(self) -> dict[str, Any]:
        """Give what was filled in, without what only the form needs."""
        left_out = ("version", "priority", "body")
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    @classmethod
    def of(cls, ask: Ask) -> dict[str, Any]:
        """Give what the form is filled in with."""
        names = ("need", "level", "of_whom", "context", "owner", "wanted_by", "public", "version")
        codes = {"priority": ask.priority.code if ask.priority else "", "body": ask.body.code if ask.body else ""}
        return {name: getattr(ask, name) for name in names} | codes


class SendForm(forms.Form):
    """When an ask was sent."""

    sent_on = forms.DateField(label=_("When was it sent?"), widget=DAY)


class AnswerForm(forms.Form):
    """The answer that came back."""

    reply = forms.ChoiceField(label=_("What was the answer?"), choices=Reply.choices, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("In words"), required=False, max_length=4000, widget=_text(5))
    who = forms.CharField(label=_("Who answered?"), max_length=160)
    answered_on = forms.DateField(label=_("When?"), widget=DAY)

    @classmethod
    def of(cls, ask: Ask, today: dt.date) -> dict[str, Any]:
        """Give what the form is filled in with."""
        who = ask.answered_by or ask.of_whom or (ask.body.name if ask.body else "")
        return {"reply": ask.reply, "answer": ask.answer, "who": who, "answered_on": ask.answered_on or today}


class ReplyForm(forms.Form):
    """The answer of a body, in place."""

    reply = forms.ChoiceField(label=_("What is your answer?"), choices=Reply.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("In words"), max_length=4000, widget=_text(5),
        help_text=_("What you will do and by when, or why not. The place that asked reads this, and may publish it."),
    )  # fmt: skip
    who = forms.CharField(label=_("Who answers?"), max_length=160, help_text=_("A name, a team or a board."))


class FollowForm(forms.Form):
    """What followed an ask."""

    followed = forms.CharField(label=_("What followed?"), required=False, max_length=2000, widget=_text(4))
    closed = forms.BooleanField(label=_("This ask is closed"), required=False)

    @classmethod
    def of(cls, ask: Ask) -> dict[str, Any]:
        """Give what the form is filled in with."""
        return {"followed": ask.followed, "closed": ask.state == AskState.CLOSED}


class BodyForm(forms.Form):
    """Who is invited to read asks."""

    name = forms.CharField(
        label=_("Who is it?"), max_length=120, help_text=_("A combined authority, a board, a department.")
    )
    level = forms.ChoiceField(label=_("At which level can they act?"), choices=Level.choices, widget=forms.RadioSelect)


class JoinForm(forms.Form):
    """Which place reads the asks."""

    place = forms.ChoiceField(label=_("Which of your places is asked?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        _offer(self, "place", places)


class BundleForm(forms.Form):
    """What a bundle is called, or which one more asks belong to."""

    into = forms.ModelChoiceField(
        Bundle.objects.none(), label=_("Put them"), required=False, to_field_name="code",
        empty_label=_("Together, under a new name"),
    )  # fmt: skip
    title = forms.CharField(label=_("What do these asks have in common?"), max_length=200)

    def __init__(self, data: QueryDict | None, bundles: QuerySet[Bundle]) -> None:
        super().__init__(data)
        if bundles.exists():
            cast("forms.ModelChoiceField[Bundle]", self.fields["into"]).queryset = bundles
            self.fields["title"].help_text = _("The new name.")
        else:
            del self.fields["into"]
        if self.data.get("into"):
            self.fields["title"].required = False


class PageForm(Versioned):
    """The public page of a round."""

    shown = forms.BooleanField(label=_("Everybody with the link may read this page"), required=False)
    intro = forms.CharField(
        label=_("What you said"), required=False, max_length=3000, widget=_text(5),
        help_text=_("A few sentences to the people who answered. Published results are added by themselves."),
    )  # fmt: skip
    found = forms.CharField(
        label=_("What we found"), required=False, max_length=3000, widget=_text(5),
        help_text=_("What you learned since. What you wrote beside actions and priorities is added by itself."),
    )  # fmt: skip
    owners = forms.BooleanField(
        label=_("Name who looks after each action"), required=False,
        help_text=_("Ask them first. Whom you asked for something always stands there."),
    )  # fmt: skip

    @classmethod
    def of(cls, page: PlanPage | None) -> dict[str, Any]:
        """Give what the form is filled in with."""
        names = ("shown", "intro", "found", "owners", "version")
        return {name: getattr(page, name) for name in names} if page else {}


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what the class body says
    field.choices = list(choices)
