"""How somebody is greeted, where a list has a name, and more of a contact among the words by which it is found."""

from collections import defaultdict

from django.db import migrations, models

import mentoring.models.indexes
from mentoring.identity.names import sort_key
from mentoring.models.bulk_writes import AT_ONCE, write_each
from mentoring.search.words import kept_words, section

# By which a contact is found, as it was decided with this migration.
TEXTS = ("role", "company", "place", "how_known", "notes")
ADDRESSES = ("email", "phone", "linkedin", "greeting")
LONGEST_KEY = 300


def find_again(apps, schema_editor):
    """The words and the sort key of every contact as they are made today; in slices, for there may be many."""
    contacts = apps.get_model("mentoring", "Contact").objects.only("pk", "name", *TEXTS, *ADDRESSES)
    tagged = apps.get_model("mentoring", "Contact").tags.through.objects.order_by("tag_id")
    last = 0
    while some := list(contacts.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = some[-1].pk
        tags = defaultdict(list)
        of_these = tagged.filter(contact__gte=some[0].pk, contact__lte=last)
        for contact, tag, name in of_these.values_list("contact_id", "tag_id", "tag__name"):
            tags[contact].append(" ".join(filter(None, [f"/{tag}", section(name)])) + " ")
        for one in some:
            texts, addresses = ([getattr(one, name) for name in names] for names in (TEXTS, ADDRESSES))
            one.words = kept_words(one.name, texts, addresses) + "".join(tags[one.pk])
            one.sort_key = sort_key(one.name)[:LONGEST_KEY]
        write_each(some, ["words", "sort_key"])


def _latest_first(name, condition):
    order = [models.F("last_touch_on").desc(nulls_last=True), models.F("sort_key"), models.F("id")]
    return migrations.AddIndex(
        "contact",
        mentoring.models.indexes.LatestFirst(models.F("owner"), *order, condition=condition, name=name),
    )


CURRENT, ARCHIVED = models.Q(archived_on__isnull=True), models.Q(archived_on__isnull=False)
IS_NOT_OPEN = models.Q(prospect_on__isnull=True) | models.Q(closed_on__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0015_coming_in")]

    operations = [
        migrations.AlterModelOptions(
            "contact",
            {"ordering": ["sort_key", "pk"], "verbose_name": "contact", "verbose_name_plural": "contacts"},
        ),
        *(
            migrations.RemoveIndex("contact", name)
            for name in ("contact_the_rest", "contact_owner_touch", "contact_archived", "contact_owner_name")
        ),
        migrations.AddField(
            "contact",
            "greeting",
            models.CharField(blank=True, default="", max_length=60, verbose_name="how you greet them"),
            preserve_default=False,
        ),
        migrations.AddField(
            "contact", "sort_key", models.CharField(blank=True, default="", editable=False, max_length=300)
        ),
        migrations.RunPython(find_again, migrations.RunPython.noop),
        _latest_first("contact_the_rest", CURRENT & IS_NOT_OPEN),
        _latest_first("contact_owner_touch", CURRENT),
        _latest_first("contact_archived", ARCHIVED),
        migrations.AddIndex(
            "contact", models.Index(fields=["owner", "sort_key", "id"], name="contact_owner_name")
        ),
    ]
