"""Forms of asks, of those who read them, and of bundles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.asks.models import Ask, AskReply, AskState, Body, Bundle
from greenshoots.web.act.editing.forms import DAY, Pairs, Versioned, offer, text_area
from greenshoots.web.act.library.models import Level

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict


class AskForm(Versioned):
    """The form of an ask."""

    need = forms.CharField(
        label=_("What do you need?"),
        max_length=200,
        help_text=_("Ask for one thing that can be answered with yes or no."),
    )
    level = forms.ChoiceField(label=_("Who can do it?"), choices=Level.choices, widget=forms.RadioSelect)
    of_whom = forms.CharField(
        label=_("Who are you asking?"), required=False, max_length=120,
        help_text=_(
            "An organisation or a board. This is shown on the public page, so name a person only if they agree."
        ),
    )  # fmt: skip
    body = forms.ChoiceField(
        label=_("Organisation that reads your asks here"), required=False,
        help_text=_(
            "They can read the ask here once you send it, including why it matters, and answer it here. If you "
            "choose one, you can leave “Who are you asking?” empty."
        ),
    )  # fmt: skip
    context = forms.CharField(
        label=_("Why does it matter?"), required=False, max_length=4000, widget=text_area(6),
        help_text=_(
            "Give the context, and say what would change. The organisation you are asking can read this. It "
            "cannot see your results."
        ),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Who is leading this?"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        help_text=_(
            "The organisation you are asking can contact them with questions. You can add a phone number or an "
            "address."
        ),
    )  # fmt: skip
    wanted_by = forms.DateField(label=_("When do you need an answer?"), required=False, widget=DAY)
    priority = forms.ChoiceField(
        label=_("Which priority is it for?"), required=False,
        help_text=_("Without a priority, it appears only in the plan, not on the public page or in the next round."),
    )  # fmt: skip
    public = forms.BooleanField(
        label=_("Show this on the public page once it is sent, if there is one"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, priorities: Pairs, bodies: Iterable[Body], fixed: Iterable[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name in fixed:
            # Disabled in the form and not only on the page: Django then ignores whatever a browser sends for the field.
            self.fields[name].disabled = True
        offer(self, "priority", [("", _("None")), *priorities])
        offered = [(body.code, body.name) for body in bodies]
        if offered:
            offer(self, "body", [("", _("None")), *offered])
        else:
            del self.fields["body"]

    def values(self) -> dict[str, Any]:
        """Return the values of the ask, without the fields that only the form needs."""
        left_out = ("version", "priority", "body")
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    @classmethod
    def of(cls, ask: Ask) -> dict[str, Any]:
        """Return the initial values of the form."""
        names = ("need", "level", "of_whom", "context", "owner", "wanted_by", "public", "version")
        codes = {"priority": ask.priority.code if ask.priority else "", "body": ask.body.code if ask.body else ""}
        return {name: getattr(ask, name) for name in names} | codes


class SendForm(forms.Form):
    """The date on which an ask was sent."""

    sent_on = forms.DateField(label=_("When was it sent?"), widget=DAY)


class AnswerForm(forms.Form):
    """An answer that came another way, for the place to record."""

    reply = forms.ChoiceField(label=_("What was the answer?"), choices=AskReply.choices, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("Details"), required=False, max_length=4000, widget=text_area(5))
    who = forms.CharField(label=_("Who answered?"), max_length=160)
    answered_on = forms.DateField(label=_("When did they answer?"), widget=DAY)

    @classmethod
    def of(cls, ask: Ask, today: dt.date) -> dict[str, Any]:
        """Return the initial values of the form."""
        who = ask.answered_by or ask.of_whom or (ask.body.name if ask.body else "")
        return {"reply": ask.reply, "answer": ask.answer, "who": who, "answered_on": ask.answered_on or today}


class ReplyForm(forms.Form):
    """The answer of a body, in place."""

    reply = forms.ChoiceField(label=_("What is your answer?"), choices=AskReply.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Details"), max_length=4000, widget=text_area(5),
        help_text=_(
            "Say what you will do and by when, or why you cannot do it. The place that asked can read this and "
            "may publish it."
        ),
    )  # fmt: skip
    who = forms.CharField(
        label=_("Who is this answer from?"), max_length=160, help_text=_("A name, a team or a board.")
    )


class FollowForm(forms.Form):
    """The follow-up of an ask."""

    followed = forms.CharField(
        label=_("What has happened since?"), required=False, max_length=2000, widget=text_area(4)
    )
    closed = forms.BooleanField(label=_("This ask is closed"), required=False)

    @classmethod
    def of(cls, ask: Ask) -> dict[str, Any]:
        """Return the initial values of the form."""
        return {"followed": ask.followed, "closed": ask.state == AskState.CLOSED}


class BodyForm(forms.Form):
    """The body that is invited to read asks."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        help_text=_("For example, a combined authority, a board or a department."),
    )
    level = forms.ChoiceField(label=_("At what level can they act?"), choices=Level.choices, widget=forms.RadioSelect)


class JoinForm(forms.Form):
    """The place that reads the asks."""

    place = forms.ChoiceField(label=_("Which of your places is being asked?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "place", places)


class BundleForm(forms.Form):
    """The name of a new bundle, or the bundle to add asks to."""

    into = forms.ModelChoiceField(
        Bundle.objects.none(), label=_("Combine with"), required=False, to_field_name="code",
        empty_label=_("Each other, under a new name"),
    )  # fmt: skip
    title = forms.CharField(label=_("Name for the combined asks"), max_length=200)

    def __init__(self, data: QueryDict | None, bundles: QuerySet[Bundle]) -> None:
        super().__init__(data)
        if bundles.exists():
            cast("forms.ModelChoiceField[Bundle]", self.fields["into"]).queryset = bundles
            self.fields["title"].help_text = _(
                "Say what they have in common. Leave this empty if you add them to asks you have already combined."
            )
        else:
            del self.fields["into"]
        if self.data.get("into"):
            self.fields["title"].required = False
