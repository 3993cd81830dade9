"""Write asks: what is needed of others, who may read it here, and the answers."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.act.asks import messages
from greenshoots.web.act.asks.access import read_for
from greenshoots.web.act.asks.models import Ask, AskReply, AskState, Body, Bundle
from greenshoots.web.act.editing.optimistic_lock import change
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities.models import Point
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places import actions as places
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


LASTS = dt.timedelta(days=30)
"""How long the invitation link of a body works."""


ANSWERED = frozenset({"need", "level", "of_whom", "body", "context"})
"""The fields of an ask that cannot change once it is answered in place."""


@transaction.atomic
def make(place: Place, *, by: User, point: Point | None = None, carries: Bundle | None = None, **values: Any) -> Ask:
    """Create an ask; `values` are its fields.

    Arguments:
        place: The place that asks.
        by: The person who writes it.
        point: The point of a map that it was made from.
        carries: The bundle of other places' asks that it escalates.
    """
    ask = Ask.objects.create(place=place, made_on=timezone.localdate(), **values)
    if point is not None:
        Point.objects.filter(pk=point.pk).update(ask=ask)
    if carries is not None:
        Bundle.objects.filter(pk=carries.pk).update(onward=ask)
    audit.record(place, by=by, verb="ask.made", about=ask.need)
    return ask


@transaction.atomic
def change_ask(ask: Ask, *, read: int, by: User, **values: Any) -> None:
    """Change an ask; raises as `optimistic_lock.change` does."""
    if ask.in_place:
        # The answer of the body refers to this wording. Under another wording it would say something else.
        values = {name: value for name, value in values.items() if name not in ANSWERED}
    if "body" in values and values["body"] != ask.body:
        # The body that combined it with others can no longer read it.
        values["bundle"] = None
    if change(ask, read=read, **values):
        audit.record(ask.place, by=by, verb="ask.changed", about=ask.need)


@transaction.atomic
def send(ask: Ask, *, on: dt.date, by: User) -> None:
    """Mark an ask as sent; a body that was invited to read it can read it from now on."""
    # The day of sending can be entered after the answer, which must not open the ask again.
    state = AskState.SENT if ask.state == AskState.DRAFT else ask.state
    change(ask, state=state, sent_on=on)
    audit.record(ask.place, by=by, verb="ask.sent", about=ask.need)
    # After the commit: an e-mail about a change that was rolled back would lead to an ask that is still a draft.
    transaction.on_commit(lambda: messages.sent(ask))


@transaction.atomic
def take_back(ask: Ask, *, by: User) -> None:
    """Make an ask a draft again: a body that was invited can no longer read it.

    Raises:
        PolicyError: it was answered.
    """
    if ask.state not in (AskState.SENT, AskState.DRAFT):
        raise PolicyError(_("This ask has been answered, so you cannot withdraw it."))
    change(ask, state=AskState.DRAFT, sent_on=None, bundle=None)
    audit.record(ask.place, by=by, verb="ask.taken_back", about=ask.need)


@transaction.atomic
def answer(
    ask: Ask, *, reply: AskReply, text: str, who: str, on: dt.date, by: User, to_us: Place | None = None
) -> None:
    """Record the answer to an ask.

    Arguments:
        ask: The ask.
        reply: How it was answered.
        text: The details of the answer.
        who: The name of who answered.
        on: The day.
        by: The person who records it.
        to_us: The body that answers in place; None where the place records an answer that came another way.

    Raises:
        PolicyError: the body has answered in place, and the place would change the words of another organisation.
    """
    if to_us is None and ask.in_place:
        raise PolicyError(
            _("The organisation answered here, so only they can change the answer. Add a follow-up instead.")
        )
    values: dict[str, Any] = {"reply": reply, "answer": text, "answered_by": who, "answered_on": on}
    values["in_place"] = to_us is not None
    change(ask, state=AskState.ANSWERED, sent_on=ask.sent_on or on, **values)
    if to_us is None:
        audit.record(ask.place, by=by, verb="ask.answered", about=ask.need)
        return
    transaction.on_commit(lambda: messages.answered(ask))
    # The audit trail of each place names its own people only, so the asking place learns the body and not the person.
    audit.record(ask.place, by=None, verb="ask.answered_here", about=ask.need, body=to_us.name)
    audit.record(to_us, by=by, verb="ask.answered_them", about=ask.need, body=ask.place.name)


@transaction.atomic
def follow(ask: Ask, *, followed: str, closed: bool, by: User) -> None:
    """Record the follow-up, and whether the ask is closed."""
    state = AskState.CLOSED if closed else _open_state(ask)
    if change(ask, followed=followed, state=state):
        audit.record(ask.place, by=by, verb="ask.closed" if closed else "ask.followed", about=ask.need)


def _open_state(ask: Ask) -> AskState:
    if ask.answered_on:
        return AskState.ANSWERED
    return AskState.SENT if ask.sent_on else AskState.DRAFT


@transaction.atomic
def delete(ask: Ask, *, by: User) -> None:
    """Delete an ask with its answer."""
    audit.record(ask.place, by=by, verb="ask.deleted", about=ask.need)
    ask.delete()


@transaction.atomic
def invite(place: Place, *, name: str, level: Level, by: User) -> tuple[Body, str]:
    """Invite a body to read asks; return it with its link, which cannot be shown again: only a digest is kept."""
    body = Body(place=place, name=name, level=level, made_on=timezone.localdate())
    link = _new_link(body)
    body.save()
    audit.record(place, by=by, verb="body.invited", about=name)
    return body, link


@transaction.atomic
def new_link(body: Body, *, by: User) -> str:
    """Create a new link for a body that has not accepted; the old link stops working."""
    link = _new_link(body)
    body.save(update_fields=["digest", "ends"])
    audit.record(body.place, by=by, verb="body.invited", about=body.name)
    return link


def _new_link(body: Body) -> str:
    secret = secrets.token_urlsafe(24)
    body.digest, body.ends = digest(secret), timezone.now() + LASTS
    return settings.SITE_URL + reverse("plans:join", args=[secret])


# Plain SHA-256 is enough: the secret has 192 random bits, so a copy of the table leads to no link, and a digest without
# a salt can be looked up.
def digest(secret: str) -> str:
    """Return the digest that is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def waiting(secret: str) -> Body | None:
    """Return the body behind a link, unless the link was used or has expired."""
    rows = Body.objects.select_related("place").filter(digest=digest(secret), reader=None, ends__gt=timezone.now())
    return rows.first()


@transaction.atomic
def accept(body: Body, reader: Place, *, by: User) -> None:
    """Accept an invitation: the place reads the asks that are sent to the body.

    Raises:
        PolicyError: it is the place that invited, or another place has accepted meanwhile.
    """
    if reader.pk == body.place_id:
        raise PolicyError(_("This place sends the asks. Choose a different place to receive them."))
    # One conditional update: of two people who open the link at once, only the first accepts, and a newer link ends
    # this one.
    taken = Body.objects.filter(pk=body.pk, reader=None, digest=body.digest).update(
        reader=reader, digest="", ends=None, accepted_on=timezone.localdate()
    )
    if not taken:
        raise PolicyError(_("This link has already been used."))
    audit.record(body.place, by=None, verb="body.accepted", about=reader.name)
    audit.record(reader, by=by, verb="body.joined", about=body.place.name)


@transaction.atomic
def accept_as_new(body: Body, name: str, *, by: User) -> Place:
    """Create a place for a body and accept for it; raises as `accept` does."""
    reader = places.make(name, by=by)
    accept(body, reader, by=by)
    return reader


@transaction.atomic
def rename_body(body: Body, *, name: str, level: Level, by: User) -> None:
    """Change the name and the level of a body."""
    Body.objects.filter(pk=body.pk).update(name=name, level=level)
    audit.record(body.place, by=by, verb="body.changed", about=name)


@transaction.atomic
def end(body: Body, *, by: User) -> None:
    """Stop the access of a body. Asks and answers stay with the place that asked."""
    audit.record(body.place, by=by, verb="body.ended", about=body.name)
    Ask.objects.filter(body=body).update(bundle=None)
    # The name is copied, so that the ask still says who was asked once the body is gone.
    Ask.objects.filter(body=body, of_whom="").update(of_whom=body.name)
    body.delete()


@transaction.atomic
def bundle(place: Place, asks: Iterable[Ask], *, title: str, by: User) -> Bundle:
    """Combine asks of other places, to be answered together."""
    bundle_ = Bundle.objects.create(place=place, title=title, made_on=timezone.localdate())
    put(bundle_, asks)
    audit.record(place, by=by, verb="bundle.made", about=title)
    return bundle_


@transaction.atomic
def put(into: Bundle, asks: Iterable[Ask]) -> None:
    """Add asks to a bundle: only those that its body may read. Each leaves any other bundle."""
    read_for(into.place).filter(pk__in=[ask.pk for ask in asks]).update(bundle=into)


@transaction.atomic
def take_out(ask: Ask) -> None:
    """Remove an ask from its bundle."""
    Ask.objects.filter(pk=ask.pk).update(bundle=None)


@transaction.atomic
def answer_bundle(bundle_: Bundle, *, reply: AskReply, text: str, who: str, by: User) -> int:
    """Answer each ask of a bundle that is not closed; return how many places that reaches."""
    # The place that asked has closed some of them. A later answer to all must not open these again.
    asks = list(read_for(bundle_.place).filter(bundle=bundle_).exclude(state=AskState.CLOSED))
    today = timezone.localdate()
    for ask in asks:
        answer(ask, reply=reply, text=text, who=who, on=today, by=by, to_us=bundle_.place)
    return len({ask.place_id for ask in asks})


@transaction.atomic
def unbundle(bundle_: Bundle, *, by: User) -> None:
    """Separate the asks of a bundle; they and their answers stay."""
    audit.record(bundle_.place, by=by, verb="bundle.deleted", about=bundle_.title)
    bundle_.delete()
