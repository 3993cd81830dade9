"""Keep which account typed a response in, as a number that goes with the response at the reveal."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Responses that wait already have no number: they count as typed in by one account."""

    dependencies = [("responses", "0002_spentcode_withdrawn")]

    operations = [
        migrations.AddField(
            model_name="pendingresponse",
            name="typist",
            field=models.SmallIntegerField(null=True),
        ),
    ]
