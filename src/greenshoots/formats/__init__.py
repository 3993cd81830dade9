"""Formats that forms and reports share: Typst, plain text and Braille."""
