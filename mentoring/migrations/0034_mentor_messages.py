"""What a mentor says on the page of their own, and the words of a meeting as they were sent."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import Q

from mentoring.models.stored import validate_sent_words


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0033_help"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="agenda_shown_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="agenda shown on"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="sent_words",
            field=models.JSONField(blank=True, editable=False, null=True, validators=[validate_sent_words]),
        ),
        migrations.CreateModel(
            name="MentorMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("form_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("works", "That works"),
                            ("other_time", "Suggest another time"),
                            ("point", "Add a point for next time"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="message"),
                ),
                (
                    "session_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="about the session on"
                    ),
                ),
                ("sent_at", models.DateTimeField(editable=False, verbose_name="sent")),
                ("sent_on", models.DateField(editable=False, verbose_name="sent on")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        editable=False, validators=[MinValueValidator(1), MaxValueValidator(20)]
                    ),
                ),
                ("opened_on", models.DateField(blank=True, editable=False, null=True, verbose_name="opened")),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="replaced"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="mentoring.mentoragreement",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="mentoring.sharelink",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="mentoring.meeting",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mentor’s message",
                "verbose_name_plural": "mentors’ messages",
                "ordering": ["-sent_at", "-pk"],
                "indexes": [models.Index(fields=["owner", "opened_on"], name="message_owner_opened")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "form_key"),
                        name="mentormessage_made_once",
                        violation_error_code="made_twice",
                    ),
                    models.CheckConstraint(
                        condition=Q(kind__in=["works", "other_time", "point"]), name="message_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(text="", replaced_at__isnull=False)
                        | Q(text="", kind="works")
                        | (~Q(text="") & Q(kind__in=["other_time", "point"], replaced_at__isnull=True)),
                        name="message_says_something",
                    ),
                    models.CheckConstraint(
                        condition=Q(kind="point") | Q(session_at__isnull=False),
                        name="message_about_a_session",
                    ),
                    models.CheckConstraint(
                        condition=Q(opened_on__isnull=True) | Q(replaced_at__isnull=True),
                        name="message_opened_or_replaced",
                    ),
                    models.CheckConstraint(
                        condition=Q(number__gte=1, number__lte=20), name="message_twenty_a_day"
                    ),
                    models.UniqueConstraint(
                        fields=("link", "sent_on", "number"), name="message_number_once_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=Q(opened_on__isnull=True, replaced_at__isnull=True),
                        fields=("agreement", "kind"),
                        name="message_one_unopened_of_a_kind",
                    ),
                ],
            },
        ),
    ]
