"""The tally of everybody's contacts, and indexes from which lists come in their order."""

import django.db.models.deletion
import django.db.models.functions.text
import mentoring.models.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0010_import_formats'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactTally',
            fields=[
                ('owner', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('contacts', models.IntegerField(default=0)),
                ('introducers', models.IntegerField(default=0)),
                ('prospects', models.IntegerField(default=0)),
            ],
            options={
                'verbose_name': 'tally of contacts',
                'verbose_name_plural': 'tallies of contacts',
                'ordering': ['owner'],
            },
        ),
        migrations.RemoveIndex(
            model_name='contact',
            name='contact_owner_prospect',
        ),
        migrations.RemoveIndex(
            model_name='contact',
            name='contact_owner_touch',
        ),
        migrations.RemoveIndex(
            model_name='contact',
            name='contact_owner_name',
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('archived_on__isnull', True), ('closed_on__isnull', True), ('prospect_on__isnull', False)), fields=['owner'], name='contact_prospects'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=mentoring.models.indexes.LatestFirst(models.F('owner'), models.OrderBy(models.F('last_touch_on'), descending=True, nulls_last=True), django.db.models.functions.text.Lower('name'), models.F('id'), condition=models.Q(('archived_on__isnull', True), models.Q(('prospect_on__isnull', True), ('closed_on__isnull', False), _connector='OR')), name='contact_the_rest'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=mentoring.models.indexes.LatestFirst(models.F('owner'), models.OrderBy(models.F('last_touch_on'), descending=True, nulls_last=True), django.db.models.functions.text.Lower('name'), models.F('id'), condition=models.Q(('archived_on__isnull', True)), name='contact_owner_touch'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=mentoring.models.indexes.LatestFirst(models.F('owner'), models.OrderBy(models.F('last_touch_on'), descending=True, nulls_last=True), django.db.models.functions.text.Lower('name'), models.F('id'), condition=models.Q(('archived_on__isnull', False)), name='contact_archived'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(models.F('owner'), django.db.models.functions.text.Lower('name'), models.F('id'), name='contact_owner_name'),
        ),
    ]
