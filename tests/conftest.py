"""What every test stands on: how made-up cases are tried."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A case takes as long as the machine is busy. How long says nothing about the program, so no case has a deadline, and
# none is refused because making it up took long.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

# In CI everybody tries the same cases, so that a change is never refused for a fault that was there before it. On a
# person's machine each run tries others, and remembers those that failed.
settings.register_profile("unhurried", UNHURRIED)
settings.register_profile("ci", UNHURRIED, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "unhurried")
