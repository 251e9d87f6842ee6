"""Which formats of contacts there are is said by the program alone: the database only wants one named."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0009_words_kept")]

    operations = [
        migrations.RemoveConstraint("import", "import_format_known"),
        migrations.AlterField(
            model_name='import',
            name='format',
            field=models.CharField(editable=False, max_length=40),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('format', ''), _negated=True), name='import_has_format'),
        ),
    ]
