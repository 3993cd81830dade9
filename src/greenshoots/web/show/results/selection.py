"""What somebody looks at: a round, perhaps a part of it, and where each of its pages lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from greenshoots.core import translation
from greenshoots.core.results import Results
from greenshoots.reports.contents import chapters
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import access, queries
from greenshoots.web.show.results import filters

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Look:
    """A round as one reader sees it.

    Attributes:
        round: The round.
        whole: What everybody said.
        results: What the chosen part of them said; the same as `whole` where none is chosen.
        chosen: The choices that make up the part, by respondent group.
        public: True where the reader followed a published link and has no account.
        runs: True where the reader may write notes.
        analyses: True where the reader may read notes.
        more: What else stands in the address: a language that was chosen on a published page.
    """

    round: Round
    whole: Results
    results: Results
    chosen: Mapping[str, tuple[str, ...]]
    public: bool = False
    runs: bool = False
    analyses: bool = False
    more: Mapping[str, str] = field(default_factory=dict)

    def url(self, name: str, *more: str, **query: str) -> str:
        """Give the address of a page of these results, with the part that is chosen."""
        space = "results:published" if self.public else "results"
        first = (self.round.results_code,) if self.public else (self.round.diagnostic.code, self.round.number)
        address = reverse(f"{space}:{name}", args=[*first, *more])
        asked = [*filters.query(self.whole, self.chosen), *self.more.items(), *query.items()]
        return f"{address}?{urlencode(asked)}" if asked else address

    @cached_property
    def languages(self) -> list[dict[str, str]]:
        """Give this page's first in every other language, for readers who have no account to keep a choice in."""
        others = [code for code, _name in settings.LANGUAGES if code != get_language()]
        found = [(code, replace(self, more={"language": code}).url("spider")) for code in others]
        return [{"code": code, "url": url, "name": get_language_info(code)["name_local"]} for code, url in found]

    @cached_property
    def title(self) -> str:
        """Say how many people answered."""
        return chapters.title(self.results)

    @cached_property
    def above(self) -> str:
        """Name place, subject, viewpoint and the chosen part."""
        study = self.whole.study
        return " · ".join(text for text in (study.place, study.subject, study.viewpoint, *self._part()) if text)

    @cached_property
    def lead(self) -> str:
        """Say when, and what scores are for."""
        return f"{self.whole.study.dates}. {translation.say(chapters.REMINDER)}"

    def _part(self) -> tuple[str, ...]:
        return (_("%(part)s only") % {"part": self.results.everyone.name},) if self.chosen else ()

    def tabs(self, here: str) -> list[dict[str, Any]]:
        """Give the pages of these results that have something to show."""
        pages = [
            ("spider", _("Spider chart")),
            ("words", _("Summary")),
            ("answers", _("Responses")),
            ("table", _("Table")),
        ]
        if self.round.diagnostic.words and not self.chosen:
            pages.append(("written", _("Comments")))
        if self.whole.groups and not self.chosen:
            pages.append(("groups", _("Compare groups")))
        if len(self.whole.rounds) > 1 and not self.chosen:
            pages.append(("rounds", _("Change over time")))
        pages.append(("documents", _("Reports and downloads")))
        return [{"text": text, "url": self.url(name), "here": name == here} for name, text in pages]


def of_round(request: HttpRequest, diagnostic: str, number: int) -> Look:
    """Give what a member of the team looks at.

    Raises:
        Http404: there is no such round, or they are no member of its place; with a sentence where they ask for a
            part that is not offered.
        PermissionDenied: they may see it once it is published.
        PolicyError: nothing has been revealed.
    """
    found = access.get_round(request.user, diagnostic, number)
    whole = queries.results(found)
    chosen = _chosen(request, found, whole)
    return Look(
        found,
        whole,
        queries.results(found, filters=chosen) if chosen else whole,
        chosen,
        runs=access.may(request.user, found, to="run"),
        analyses=access.may(request.user, found, to="analyse"),
    )


def published(request: HttpRequest, code: str) -> Look:
    """Give what somebody without an account looks at; raises as `of_round` does."""
    found = access.get_published(code)
    whole = queries.results(found, readers="public")
    chosen = _chosen(request, found, whole)
    part = queries.results(found, filters=chosen, readers="public") if chosen else whole
    more = {"language": request.GET["language"]} if request.GET.get("language") else {}
    return Look(found, whole, part, chosen, public=True, more=more)


def _chosen(request: HttpRequest, round_: Round, whole: Results) -> dict[str, tuple[str, ...]]:
    groups = [group.name for group in round_.diagnostic.groups.all()] if request.GET else []
    return filters.chosen(whole, request.GET, groups)
