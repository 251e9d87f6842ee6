"""Columns and values have the words of the code: an introducer is informed, a meeting is cancelled or a no-show."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0006_undo_gone")]

    operations = [
        # What names the column goes first and comes back under the new name.
        migrations.RemoveConstraint("introduction", "introduction_told_after_outcome"),
        migrations.RemoveConstraint("introduction", "introduction_asked_once"),
        migrations.RemoveIndex("introduction", "introduction_owner_status"),
        migrations.RemoveField("introduction", "status"),
        migrations.RenameField("introduction", "told_on", "introducer_informed_on"),
        migrations.RemoveConstraint("meeting", "meeting_fell_through_when_cancelled"),
        migrations.AddField(
            model_name='introduction',
            name='status',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(closed_on__isnull=False, then=models.Value('closed')), models.When(introducer_informed_on__isnull=False, met_on__isnull=False, thanked_on__isnull=False, then=models.Value('kept')), models.When(met_on__isnull=False, then=models.Value('met')), models.When(then=models.Value('in_touch'), written_on__isnull=False), models.When(made_on__isnull=False, then=models.Value('made')), models.When(agreed_on__isnull=False, then=models.Value('agreed')), models.When(asked_on__isnull=False, then=models.Value('asked')), default=models.Value('draft')), output_field=models.CharField(choices=[('draft', 'Draft'), ('asked', 'Asked'), ('agreed', 'Agreed to introduce'), ('made', 'Introduced'), ('in_touch', 'In touch'), ('met', 'Met'), ('kept', "All done"), ('closed', 'Closed')], max_length=8)),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='fell_through',
            field=models.CharField(blank=True, choices=[('cancelled_by_me', 'You cancelled'), ('cancelled_by_them', 'They cancelled'), ('no_show_me', 'You didn’t make it'), ('no_show_them', 'They didn’t come')], editable=False, max_length=17, verbose_name='why it wasn’t held'),
        ),
        migrations.AddIndex(
            model_name='introduction',
            index=models.Index(fields=['owner', 'status'], name='introduction_owner_status'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(('introducer_informed_on__isnull', True), models.Q(('introducer_informed_on__gte', models.F('met_on')), ('met_on__isnull', False)), models.Q(('closed_on__isnull', False), ('introducer_informed_on__gte', models.F('closed_on')), ('made_on__isnull', False), ('met_on__isnull', True)), _connector='OR'), name='introduction_informed_after_outcome', violation_error_message="Tell them once there’s something to tell"),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.UniqueConstraint(condition=models.Q(('asked_on__isnull', False), ('closed_on__isnull', True), ('introducer_informed_on__isnull', True)), fields=('owner', 'introducer', 'prospect'), name='introduction_asked_once', violation_error_message="You’ve already asked this introducer about this person"),
        ),
    ]
