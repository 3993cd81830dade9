"""Ways to put words on paper that forms and reports share: Typst, plain text and Braille."""
