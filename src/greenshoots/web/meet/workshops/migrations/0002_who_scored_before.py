"""Keep, while a workshop runs, which phones scored in a vote that was shown: a second vote depends on who they are."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Votes that were shown before have nobody kept, so in a running workshop they are not taken again."""

    dependencies = [("workshops", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="pendingscore",
            name="person",
            field=models.BigIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="Scorer",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("enabler", models.CharField(max_length=80)),
                ("turn", models.PositiveSmallIntegerField()),
                ("person", models.BigIntegerField()),
                ("typed_in", models.BooleanField(default=False)),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="workshops.workshop"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["workshop", "enabler"], name="scorers_of_enabler")]},
        ),
    ]
