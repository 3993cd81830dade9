"""Run Django's own commands on this installation: ``python -m greenshoots.web.base.site.manage migrate``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command in the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenshoots.web.base.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
