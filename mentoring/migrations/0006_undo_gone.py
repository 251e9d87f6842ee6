"""What differences say is kept nowhere else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0005_undo_data")]

    operations = [
        migrations.RemoveField(model_name="bulkdeed", name="contacts"),
        migrations.RemoveField(model_name="bulkdeed", name="made_tag"),
        migrations.RemoveField(model_name="import", name="tags_made"),
        migrations.RemoveField(model_name="importrow", name="before"),
    ]
