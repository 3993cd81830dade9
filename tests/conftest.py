"""What all tests stand on."""

from __future__ import annotations

from hypothesis import settings

# A busy machine takes longer over an example than a quiet one. That is no fault of what is tested.
settings.register_profile("greenshoots", deadline=None)
settings.load_profile("greenshoots")
