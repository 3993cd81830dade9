import django.db.models.deletion
from django.db import migrations, models

import greenshoots.web.base.site.codes


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("diagnostics", "0002_rounds_that_open_no_more"),
        ("places", "0002_code_of_a_membership"),
        ("plans", "0001_initial"),
        ("workshops", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("team", "A team"),
                            ("organisation", "An organisation"),
                            ("system", "A local system"),
                            ("region", "A region"),
                            ("nation", "A nation"),
                        ],
                        default="region",
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("ends", models.DateTimeField(null=True)),
                ("made_on", models.DateField()),
                ("accepted_on", models.DateField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bodies", to="places.place"
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reads_for",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "id"),
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
                    ),
                ),
                ("need", models.CharField(max_length=200, verbose_name="what is needed")),
                ("of_whom", models.CharField(blank=True, max_length=120, verbose_name="of whom")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("team", "A team"),
                            ("organisation", "An organisation"),
                            ("system", "A local system"),
                            ("region", "A region"),
                            ("nation", "A nation"),
                        ],
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                ("context", models.TextField(blank=True, max_length=4000, verbose_name="context that may be shared")),
                ("owner", models.CharField(blank=True, max_length=120, verbose_name="owner")),
                ("wanted_by", models.DateField(blank=True, null=True, verbose_name="answer wanted by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Not sent yet"),
                            ("sent", "Sent, no answer yet"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("sent_on", models.DateField(null=True)),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("partly", "In part"),
                            ("no", "No"),
                            ("passed_on", "Passed on to somebody else"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="the answer")),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=160, verbose_name="who answered")),
                ("followed", models.TextField(blank=True, max_length=2000, verbose_name="what followed")),
                ("public", models.BooleanField(default=True)),
                ("made_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asks", to="places.place"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="asks",
                        to="plans.body",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("made_on", models.DateField()),
                (
                    "onward",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="carries", to="plans.ask"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bundles", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ("title", "id"),
            },
        ),
        migrations.AddField(
            model_name="ask",
            name="bundle",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="asks",
                to="plans.bundle",
            ),
        ),
        migrations.CreateModel(
            name="PlanPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.new, editable=False, max_length=16, unique=True
                    ),
                ),
                ("shown", models.BooleanField(default=False)),
                ("intro", models.TextField(blank=True, max_length=3000, verbose_name="what you said")),
                ("found", models.TextField(blank=True, max_length=3000, verbose_name="what we found")),
                ("owners", models.BooleanField(default=False)),
                ("changed_on", models.DateField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "place",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.place"),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_page", to="diagnostics.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=greenshoots.web.base.site.codes.address, editable=False, max_length=12, unique=True
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("control", "In our control"),
                            ("influence", "What we can influence"),
                            ("others", "What others must do"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="point")),
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="points",
                        to="plans.action",
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="points", to="plans.ask"
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="plans.priority"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="ask",
            name="priority",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="asks",
                to="plans.priority",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["team", "organisation", "system", "region", "nation"])),
                name="body_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest", ""), _negated=True), fields=("digest",), name="body_digest_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["control", "influence", "others"])), name="point_reach_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["team", "organisation", "system", "region", "nation"])),
                name="ask_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "sent", "answered", "closed"])), name="ask_state_known"
            ),
        ),
    ]
