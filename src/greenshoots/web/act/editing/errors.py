"""What can go wrong while a form is saved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError


class ChangedMeanwhileError(PolicyError):
    """Another person changed a row since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This was changed while you were editing. Compare what it says now with your version in the "
                "form, then save again."
            )
        )
