"""The numbers of good manners to choose from: thanks within a day, word to the introducer within two."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('mentoring', "0011_tally"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='user',
            name='user_courtesies_within_bounds',
        ),
        migrations.AlterField(
            model_name='user',
            name='report_within',
            field=models.PositiveSmallIntegerField(choices=[(2, '2 days'), (3, '3 days'), (7, '1 week'), (14, '2 weeks')], default=2, verbose_name='report back within'),
        ),
        migrations.AlterField(
            model_name='user',
            name='thank_within',
            field=models.PositiveSmallIntegerField(choices=[(1, '1 day'), (2, '2 days'), (5, '5 days'), (7, '1 week')], default=1, verbose_name='thank the introducer within'),
        ),
        migrations.AlterField(
            model_name='user',
            name='write_within',
            field=models.PositiveSmallIntegerField(choices=[(1, '1 day'), (2, '2 days'), (3, '3 days')], default=1, verbose_name='write to someone new within'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('write_within__in', (1, 2, 3)), ('thank_within__in', (1, 2, 5, 7)), ('nudge_after__in', (5, 7, 10)), ('report_within__in', (2, 3, 7, 14)), ('follow_up_after__in', (5, 7, 10)), ('rest_between_asks__in', (30, 60, 90, 180)), ('open_at_once__in', (2, 3, 5)), ('weekend__in', ['', 'sat_sun', 'fri_sat', 'fri', 'sat', 'sun'])), name='user_courtesies_within_bounds'),
        ),
    ]
