"""A criterion may have a question of its own; those that still say what was suggested get the suggestion's."""

from django.db import migrations, models

from mentoring.models.first_questions import SUGGESTED


def give_questions(apps, schema_editor):
    """To the criteria that nobody has worded differently."""
    criteria = apps.get_model("mentoring", "MentorCriterion").objects
    for suggestion, (text, question) in SUGGESTED.items():
        criteria.filter(suggestion=suggestion, text=text).update(question=question)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0022_operating")]

    operations = [
        migrations.AddField(
            model_name="mentorcriterion",
            name="question",
            field=models.CharField(blank=True, max_length=200, verbose_name="question to ask"),
        ),
        migrations.RunPython(give_questions, migrations.RunPython.noop),
    ]
