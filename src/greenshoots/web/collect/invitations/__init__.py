"""Invitations: the shared link, its poster, and personal links by e-mail."""
