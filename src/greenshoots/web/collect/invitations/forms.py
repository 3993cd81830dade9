"""Forms of the invitations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# Plain text of this size is read where it arrives; responses and questionnaires go to a separate process
# (decision 23).
LARGEST = 1024 * 1024
MOST_PARTS = 20_000
"""The most parts between commas that are read: four for each person that a list can hold."""

_ADDRESS = re.compile(r"<([^<>]+)>")


class PeopleForm(forms.Form):
    """E-mail addresses, pasted or in a file."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("Enter one on each line, or separate them with commas. You can paste a column from a spreadsheet."),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        required=False,
    )
    file = forms.FileField(
        label=_("Or a file of e-mail addresses"),
        help_text=_("A text or CSV file. We read the e-mail addresses and keep nothing else from it."),
        required=False,
    )

    def clean_file(self) -> str:
        """Return the text of the file; empty where there is none."""
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 1 MB. Check that it is a list of e-mail addresses."))
        try:
            # With “-sig”: Excel and Notepad write a byte order mark, which would become part of the first address.
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file could not be read. Save it as a text or CSV file in UTF-8.")) from error

    def clean(self) -> dict[str, Any]:
        """Collect the addresses, and report the lines without one."""
        cleaned: dict[str, Any] = super().clean() or {}
        good, bad = read_addresses(cleaned.get("emails", "") + "\n", strict=True)
        more, _rest = read_addresses(cleaned.get("file", "") or "", strict=False)
        if bad:
            shown = ", ".join(f"“{text}”" for text in bad[:5])
            self.add_error(
                "emails",
                ngettext(
                    "%(shown)s is not an e-mail address. Correct it or remove it.",
                    "%(shown)s are not e-mail addresses. Correct them or remove them.",
                    len(bad),
                )
                % {"shown": shown},
            )
        elif not good and not more and not self.errors:
            self.add_error("emails", _("Enter at least one e-mail address, or choose a file of e-mail addresses."))
        cleaned["addresses"] = [*good, *more]
        return cleaned


def read_addresses(text: str, *, strict: bool) -> tuple[list[str], list[str]]:
    """Return the e-mail addresses in pasted text.

    Arguments:
        text: Lines, commas or semicolons between them; *Name <address>* is understood.
        strict: True where everything is meant to be an address; False for a file with other columns.

    Returns:
        The addresses in lower case, each once; and the parts that were meant to be addresses and are not.
    """
    good: dict[str, None] = {}
    bad = []
    for line in islice(_parts(text), MOST_PARTS):
        part = line.strip().strip('"').strip()
        if not part:
            continue
        named = _ADDRESS.search(part)
        address = (named.group(1) if named else part).strip().removeprefix("mailto:").lower()
        try:
            validate_email(address)
        except ValidationError:
            if strict or "@" in part:
                bad.append(part[:80])
        else:
            good[address] = None
    return list(good), bad


def _parts(text: str) -> Iterator[str]:
    # One after the other: `split` would make a list of half a million parts of a file full of commas.
    return (match[0] for match in re.finditer(r"[^\n\r,;\t]+", text))


class RemoveForm(forms.Form):
    """An address to remove from the list."""

    email = forms.EmailField(label=_("E-mail address to remove from the list"))
