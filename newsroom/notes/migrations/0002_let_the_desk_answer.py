"""Let everybody of the desk read what readers report, and editors answer it.

A later change of a group in the admin is the newsroom's own; this runs once. Reversing
takes the permissions from the groups again.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["view_note"]
ANSWER = [*READ, "answer_note"]
GROUPS = {
    "Reporter": READ,
    "Photo editor": READ,
    "Editor": ANSWER,
    "Publisher": ANSWER,
}


def give(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("notes")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for group, permissions in _groups(apps):
        group.permissions.add(*permissions)


def take(apps, schema_editor):
    for group, permissions in _groups(apps):
        group.permissions.remove(*permissions)


def _groups(apps):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label="notes")
    for name, codenames in GROUPS.items():
        for group in Group.objects.filter(name=name):
            yield group, ours.filter(codename__in=codenames)


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_make_notes")]

    operations = [migrations.RunPython(give, take)]
