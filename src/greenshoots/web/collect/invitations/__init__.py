"""Ways in: the open link, its poster, and personal links by e-mail."""
