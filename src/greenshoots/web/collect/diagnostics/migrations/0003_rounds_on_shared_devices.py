"""Rounds that are answered on a device that people share."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diagnostics", "0002_rounds_that_open_no_more"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="shared_device",
            field=models.BooleanField(default=False),
        ),
    ]
