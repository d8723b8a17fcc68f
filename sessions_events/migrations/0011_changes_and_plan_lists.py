import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0003_listings_and_people'),
        ('sessions_events', '0010_overdue_ladder'),
        ('sessions_events', '0010_certificates_and_records'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='event',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(max_length=200)),
                ('values', models.JSONField()),
                ('for_visitors', models.BooleanField()),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='sessions_events.event')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='sessions_events.session')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('for_visitors', True)), fields=['session', 'at'], name='change_for_visitors')],
            },
        ),
        migrations.CreateModel(
            name='PlanList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=200, verbose_name='name of the file')),
                ('headings', models.JSONField()),
                ('layout', models.JSONField()),
                ('rows', models.JSONField()),
                ('planned', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_lists', to='providers.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-made_at'], name='sessions_ev_provide_a30b7f_idx')],
            },
        ),
    ]
