"""What can go wrong while a form is saved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError


class ChangedMeanwhileError(PolicyError):
    """Somebody else changed a row since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this while you wrote. Your words are below; look at theirs, then save again.")
        )
