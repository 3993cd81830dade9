"""The results that a reader has selected: a round, with any filters, and the address of each page."""

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


# Without slots: `cached_property` needs somewhere to keep its value.
@dataclass(frozen=True)
class Look:
    """A round as its reader sees it.

    Attributes:
        round: The round.
        whole: The results for everyone.
        results: The results with the filters; the same as `whole` without filters.
        chosen: The choices that the filters select, by group question.
        public: True where the reader followed a published link and has no account.
        runs: True where the reader may write notes.
        analyses: True where the reader may read notes.
        more: Other values in the address: the language that was chosen on a published page.
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
        """Return the address of a page of these results, with the filters."""
        space = "results:published" if self.public else "results"
        first = (self.round.results_code,) if self.public else (self.round.diagnostic.code, self.round.number)
        address = reverse(f"{space}:{name}", args=[*first, *more])
        asked = [*filters.query(self.whole, self.chosen), *self.more.items(), *query.items()]
        return f"{address}?{urlencode(asked)}" if asked else address

    @cached_property
    def languages(self) -> list[dict[str, str]]:
        """Return the first page in every other language, for readers who have no account to store a choice."""
        others = [code for code, _name in settings.LANGUAGES if code != get_language()]
        urls = [(code, replace(self, more={"language": code}).url("spider")) for code in others]
        return [{"code": code, "url": url, "name": get_language_info(code)["name_local"]} for code, url in urls]

    @cached_property
    def title(self) -> str:
        """Return the title, which says how many people answered."""
        return chapters.title(self.results)

    @cached_property
    def above(self) -> str:
        """Return place, subject, viewpoint and filters."""
        study = self.whole.study
        return " · ".join(text for text in (study.place, study.subject, study.viewpoint, *self._part()) if text)

    @cached_property
    def lead(self) -> str:
        """Return the dates, and what scores are for."""
        return f"{self.whole.study.dates}. {translation.say(chapters.REMINDER)}"

    def _part(self) -> tuple[str, ...]:
        return (_("%(part)s only") % {"part": self.results.everyone.name},) if self.chosen else ()

    def tabs(self, here: str) -> list[dict[str, Any]]:
        """Return the pages of these results that have something to show."""
        pages = [
            ("spider", _("Spider chart")),
            ("words", _("Summary")),
            ("answers", _("Responses")),
            ("table", _("Table")),
        ]
        # Comments are never shown by group (decision 7): a filter would narrow down who wrote them.
        if self.round.diagnostic.words and not self.chosen:
            pages.append(("written", _("Comments")))
        if self.whole.groups and not self.chosen:
            pages.append(("groups", _("Compare groups")))
        if len(self.whole.rounds) > 1 and not self.chosen:
            pages.append(("rounds", _("Change over time")))
        pages.append(("documents", _("Reports and downloads")))
        return [{"text": text, "url": self.url(name), "here": name == here} for name, text in pages]


def of_round(request: HttpRequest, diagnostic: str, number: int) -> Look:
    """Return what a member of the team has selected.

    Raises:
        Http404: there is no such round, or the user is not a member of its place; with a sentence where the address
            asks for a filter that is not offered.
        PermissionDenied: the user may see it only once it is published.
        PolicyError: nothing has been revealed.
    """
    round_ = access.get_round(request.user, diagnostic, number)
    whole = queries.results(round_)
    chosen = _chosen(request, round_, whole)
    return Look(
        round_,
        whole,
        queries.results(round_, filters=chosen) if chosen else whole,
        chosen,
        runs=access.may(request.user, round_, to="run"),
        analyses=access.may(request.user, round_, to="analyse"),
    )


def published(request: HttpRequest, code: str) -> Look:
    """Return what a reader of a published link has selected; raises as `of_round` does."""
    round_ = access.get_published(code)
    # As the public may see it: a published round must not show the averages of an earlier round that is not
    # published.
    whole = queries.results(round_, readers="public")
    chosen = _chosen(request, round_, whole)
    filtered = queries.results(round_, filters=chosen, readers="public") if chosen else whole
    more = {"language": request.GET["language"]} if request.GET.get("language") else {}
    return Look(round_, whole, filtered, chosen, public=True, more=more)


def _chosen(request: HttpRequest, round_: Round, whole: Results) -> dict[str, tuple[str, ...]]:
    # Most pages are opened without filters, and then need no query for the group questions.
    groups = [group.name for group in round_.diagnostic.groups.all()] if request.GET else []
    return filters.chosen(whole, request.GET, groups)
