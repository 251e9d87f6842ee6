"""Which ways a meeting falls through is a constraint again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0008_words_data")]

    operations = [
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('fell_through', ''), models.Q(('cancelled_on__isnull', False), ('fell_through__in', ['cancelled_by_me', 'cancelled_by_them', 'no_show_me', 'no_show_them'])), _connector='OR'), name='meeting_fell_through_when_cancelled'),
        ),
    ]
