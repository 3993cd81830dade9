"""Run `greenshoots` as `python -m greenshoots.cli`."""

from greenshoots.cli import main

if __name__ == "__main__":
    main(prog_name="greenshoots")
