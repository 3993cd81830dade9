"""The form to import an archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenshoots.web.archives import reader


class ArchiveForm(forms.Form):
    """The file of an archive."""

    file = forms.FileField(
        label=_("Archive"),
        help_text=_("The ZIP file that was downloaded from a place, here or from another Greenshoots site."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large for a page."""
        file = self.cleaned_data["file"]
        if file.size > reader.LARGEST:
            raise ValidationError(reader.too_large(reader.LARGEST))
        return file
