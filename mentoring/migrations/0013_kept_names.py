"""What was confirmed keeps the names of both; what a record decides about a contact is kept with what stood before."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from mentoring.models.stored import validate_decisions

HEARD = "agreement.heard-"


def keep_names(apps, schema_editor):
    """Agreements that are confirmed have the names of today: those of then are not known any more."""
    agreements = apps.get_model("mentoring", "MentorAgreement").objects.filter(confirmed_on__isnull=False)
    contacts = apps.get_model("mentoring", "Contact").objects.filter(pk=OuterRef("mentor"))
    people = apps.get_model("mentoring", "User").objects.filter(pk=OuterRef("owner"))
    agreements.update(
        mentor_name=Subquery(contacts.values("name")),
        mentee_name=Subquery(people.values(called=Coalesce(NullIf(F("name"), Value("")), F("email"), output_field=models.CharField()))),
    )


def name_answers(apps, schema_editor):
    """An answer that was put off is named by itself: "agreement.heard-17:3" is "answer.heard:17"."""
    postponed = apps.get_model("mentoring", "Postponement").objects
    for one in postponed.filter(action__startswith=HEARD):
        number = one.action.removeprefix(HEARD).partition(":")[0]
        postponed.filter(pk=one.pk).update(action=f"answer.heard:{number}")


def _decided():
    return models.JSONField(blank=True, default=dict, editable=False, validators=[validate_decisions])


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0012_courtesy_numbers")]

    operations = [
        migrations.AddField("introduction", "decided", _decided()),
        migrations.AddField("meeting", "decided", _decided()),
        migrations.AddField("mentoranswer", "decided", _decided()),
        migrations.AddField(
            "mentoragreement", "mentee_name", models.CharField(blank=True, editable=False, max_length=254)
        ),
        migrations.AddField(
            "mentoragreement", "mentor_name", models.CharField(blank=True, editable=False, max_length=254)
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
        migrations.RunPython(name_answers, migrations.RunPython.noop),
    ]
