"""Forms of asks, of those who read them, and of bundles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.asks.models import Ask, AskState, Body, Bundle, Reply
from greenshoots.web.act.editing.forms import DAY, Pairs, Versioned, offer, text_area
from greenshoots.web.act.library.models import Level

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict


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
        label=_("Context that may be shared"), required=False, max_length=4000, widget=text_area(6),
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
        offer(self, "priority", [("", _("None")), *priorities])
        offered = [(body.code, body.name) for body in bodies]
        if offered:
            offer(self, "body", [("", _("Nobody here")), *offered])
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
    answer = forms.CharField(label=_("In words"), required=False, max_length=4000, widget=text_area(5))
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
        label=_("In words"), max_length=4000, widget=text_area(5),
        help_text=_("What you will do and by when, or why not. The place that asked reads this, and may publish it."),
    )  # fmt: skip
    who = forms.CharField(label=_("Who answers?"), max_length=160, help_text=_("A name, a team or a board."))


class FollowForm(forms.Form):
    """What followed an ask."""

    followed = forms.CharField(label=_("What followed?"), required=False, max_length=2000, widget=text_area(4))
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
        offer(self, "place", places)


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
