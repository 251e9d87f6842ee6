"""Steps, advice and the words of the end are kept as they stood when they were shown to the mentor."""

from django.db import migrations, models

from mentoring.models.stored import validate_closing_words


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0041_yes_to_each_version")]

    operations = [
        migrations.AddField(
            "meeting",
            "steps_shown_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="steps shown on"),
        ),
        migrations.AddField(
            "meeting",
            "advice_shown_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="advice shown on"),
        ),
        migrations.AddField(
            "mentoragreement",
            "closing_words",
            models.JSONField(blank=True, editable=False, null=True, validators=[validate_closing_words]),
        ),
    ]
