"""Memberships get a random code: their primary key stays on the server."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import greenshoots.web.base.site.codes


def give_codes(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Set a separate code for each existing membership: a default would be the same for all rows."""
    memberships = apps.get_model("places", "Membership").objects
    for membership in memberships.all():
        memberships.filter(pk=membership.pk).update(code=greenshoots.web.base.site.codes.address())


class Migration(migrations.Migration):
    dependencies: ClassVar = [("places", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField("membership", "code", models.CharField(max_length=12, null=True, editable=False)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            "membership",
            "code",
            models.CharField(
                default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
            ),
        ),
    ]
