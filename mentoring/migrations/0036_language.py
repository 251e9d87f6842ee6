"""The language a person chose."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0035_parting_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='language'),
        ),
    ]
