"""An answer names the version it answers; until now that was the one its link showed."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_the_version(apps, schema_editor):
    """Of every answer the agreement of its link."""
    links = apps.get_model("mentoring", "ShareLink").objects.filter(pk=OuterRef("link"))
    answers = apps.get_model("mentoring", "MentorAnswer").objects
    answers.update(agreement=Subquery(links.values("agreement")[:1]))


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0037_versions")]

    operations = [migrations.RunPython(name_the_version, migrations.RunPython.noop)]
