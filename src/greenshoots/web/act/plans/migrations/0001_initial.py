import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import greenshoots.web.base.site.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("diagnostics", "0002_rounds_that_open_no_more"),
        ("places", "0002_code_of_a_membership"),
        ("workshops", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("do", "Do"), ("try", "Try"), ("stop", "Stop")],
                        default="do",
                        max_length=4,
                        verbose_name="kind",
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what")),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("first_step", models.TextField(blank=True, max_length=1000, verbose_name="first step")),
                ("owner", models.CharField(blank=True, max_length=120, verbose_name="owner")),
                (
                    "owner_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of the owner"),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="when")),
                (
                    "state",
                    models.CharField(
                        choices=[("to_do", "To do"), ("doing", "Doing"), ("done", "Done"), ("dropped", "Not doing")],
                        default="to_do",
                        max_length=8,
                    ),
                ),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="what was found")),
                ("entry", models.CharField(blank=True, max_length=80)),
                ("public", models.BooleanField(default=True)),
                ("made_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("reminded_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": (models.OrderBy(models.F("due"), nulls_last=True), "id"),
            },
        ),
        migrations.CreateModel(
            name="ActionNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="plans.action"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Priority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
                    ),
                ),
                ("enabler", models.CharField(max_length=80)),
                ("because", models.JSONField(default=list)),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("finding", models.JSONField(default=dict)),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="what became of it")),
                ("made_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="priorities", to="places.place"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="priorities", to="diagnostics.round"
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="priorities",
                        to="workshops.workshop",
                    ),
                ),
            ],
            options={
                "ordering": ("-round__number", "id"),
            },
        ),
        migrations.AddField(
            model_name="action",
            name="priority",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="plans.priority",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.UniqueConstraint(fields=("round", "enabler"), name="priority_once"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["do", "try", "stop"])), name="action_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["to_do", "doing", "done", "dropped"])), name="action_state_known"
            ),
        ),
    ]
