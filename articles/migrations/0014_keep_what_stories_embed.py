"""Keep the embeds of stories with their captions, and let the desk's groups write them.

A later change of a group in the admin is the newsroom's own; this runs once. Stories that
have embeds get their rows the next time they are saved.
"""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

GROUPS = ["Reporter", "Photo editor", "Editor", "Publisher"]


def permissions_of(apps):
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.filter(
        content_type__app_label="articles", content_type__model="articleembed"
    )


def grant(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions_of(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions_of(apps))


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_index_rights_categories")]

    operations = [
        migrations.CreateModel(
            name='ArticleEmbed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000, verbose_name='address')),
                ('caption', models.TextField(blank=True, help_text='Printed under it, as under a photo.', verbose_name='caption')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title there')),
                ('author', models.CharField(blank=True, max_length=200, verbose_name='author there')),
                ('seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='length in seconds')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked the provider')),
                ('fault', models.CharField(blank=True, max_length=300, verbose_name='why nothing is known')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_embeds', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'embed in the story',
                'verbose_name_plural': 'embeds in the story',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('article', 'url'), name='article_embeds_an_address_once', violation_error_message='That address is in this story already.')],
            },
        ),
        migrations.RunPython(grant, take_back),
    ]
