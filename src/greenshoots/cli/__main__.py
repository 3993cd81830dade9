"""Lets `python -m greenshoots.cli` do what `greenshoots` does."""

from greenshoots.cli import main

if __name__ == "__main__":
    main(prog_name="greenshoots")
