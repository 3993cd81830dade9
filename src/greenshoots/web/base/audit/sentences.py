"""The audit trail in sentences: one for each verb, and a fallback for unknown verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenshoots.web.base.audit.wording import COUNTED, SENTENCES

if TYPE_CHECKING:
    from greenshoots.web.base.audit.models import Entry

ROLES = {
    "owner": gettext_lazy("owner"),
    "facilitator": gettext_lazy("facilitator"),
    "analyst": gettext_lazy("analyst"),
    "viewer": gettext_lazy("viewer"),
}


def of(entry: Entry) -> str:
    """Return the sentence for an entry. An unknown verb is shown as it is, so that no change is left out."""
    facts = _facts(entry)
    try:
        if entry.verb in COUNTED and isinstance(facts.get("number"), int):
            return str(COUNTED[entry.verb] % facts)
        if entry.verb in SENTENCES:
            return str(SENTENCES[entry.verb]) % facts
    except KeyError:
        pass  # an entry of an earlier version that lacks a fact
    return _plain(entry, facts)


def _facts(entry: Entry) -> dict[str, Any]:
    translated = {
        name: str(ROLES.get(value, value)) if isinstance(value, str) else value for name, value in entry.facts.items()
    }
    return translated | {"who": entry.who_name or _("Someone"), "about": entry.about or _("someone")}


def _plain(entry: Entry, facts: dict[str, Any]) -> str:
    what = entry.verb.replace(".", ": ", 1).replace("_", " ")
    if not entry.about:
        return _("%(who)s – %(what)s.") % {"who": facts["who"], "what": what}
    return _("%(who)s – %(what)s, “%(about)s”.") % {"who": facts["who"], "what": what, "about": entry.about}
