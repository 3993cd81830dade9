"""What is kept of wrong tries: numbers under digests, and the salt of the ten minutes that they belong to."""

from __future__ import annotations

from django.db import models


class Window(models.Model):
    """Ten minutes in which wrong tries are counted; its salt and its counts are deleted together."""

    number = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField()


class Count(models.Model):
    """How many wrong tries there were under one digest; no address, account or code is kept."""

    key = models.BigIntegerField(primary_key=True)
    period = models.BigIntegerField()
    number = models.IntegerField()
