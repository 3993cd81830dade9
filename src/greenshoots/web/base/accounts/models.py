"""Accounts, the one-time link for the first account, and mail that was not sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["User"]):
    """The manager of accounts; allauth and the command line create accounts with it."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an account."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account with an e-mail address, ignoring capitals."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. People who answer have no account.

    Attributes:
        operator: True for the person who looks after this installation. They may create places and read local mail,
            but see no place that they are not a member of.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name, or the address where the name is empty."""
        return str(self)


class OwnerLink(models.Model):
    """A link that creates the first account of an installation, once."""

    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Link of {self.made:%-d %B %Y}"


class LocalMail(models.Model):
    """A message that was not sent because this installation has no mail server: shown to its operator instead."""

    sender = models.CharField(max_length=320)
    recipients = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    written = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.subject
