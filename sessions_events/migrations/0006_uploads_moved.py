from django.db import migrations, models


class Migration(migrations.Migration):
    """What has moved goes; what every upload has now is asked of every upload."""

    dependencies = [("sessions_events", "0005_move_uploads")]

    operations = [
        migrations.RemoveField(
            model_name='uploadrow',
            name='point',
        ),
        migrations.AlterField(
            model_name='uploadrow',
            name='reason',
            field=models.CharField(blank=True, choices=[('', ''), ('SPELLING', 'number spelled differently'), ('FORMER_SURNAME', 'former surname'), ('DAY_ASSUMED', 'day of completion assumed'), ('PROPOSAL', 'number damaged'), ('SWAPPED', 'columns swapped'), ('AUDIENCE', 'not the audience of the CET'), ('INCOMPLETE', 'number or surname missing'), ('FORMULA', 'a formula'), ('NO_NUMBER', 'not a registration number'), ('UNKNOWN_NUMBER', 'number not on the register'), ('SURNAME', 'surname does not match'), ('NOT_REGISTERED', 'not on the register on the day'), ('NO_DAY', 'day of completion not readable'), ('OTHER_DAY', 'completed outside the event'), ('REFUSED', 'decided against'), ('UPLOADED', 'already uploaded'), ('TWICE', 'twice in the upload')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(condition=models.Q(('status__in', ['RECEIVED', 'TAKING'])), fields=['moved_at'], name='upload_working'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('event', 'key'), name='one_upload_a_key'),
        ),
        migrations.AddConstraint(
            model_name='uploadrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('box__in', ['READY', 'NOTED']), _negated=True), models.Q(('earned_on__isnull', False), ('registrant_id__isnull', False), models.Q(('audience', ''), _negated=True)), _connector='OR'), name='ready_rows_say_who_earns_what'),
        ),
        migrations.AddConstraint(
            model_name='uploadrow',
            constraint=models.CheckConstraint(condition=models.Q(('taken_at__isnull', True), ('box__in', ['READY', 'NOTED']), _connector='OR'), name='only_ready_rows_are_taken'),
        ),
        migrations.AlterField(
            model_name='upload',
            name='status',
            field=models.CharField(choices=[('RECEIVED', 'Received'), ('UNREADABLE', 'Cannot be read'), ('PREVIEWED', 'Preview'), ('TAKING', 'Being taken'), ('TAKEN', 'Taken'), ('DROPPED', 'Dropped')], max_length=10),
        ),
        migrations.AlterField(
            model_name='upload', name='moved_at', field=models.DateTimeField()
        ),
    ]
