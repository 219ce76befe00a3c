"""Let everybody of the desk see the pictures to fetch, and editors try them again.

Reversing takes the permissions from the groups again.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["view_pendingpicture"]
EDIT = [*READ, "change_pendingpicture"]
GROUPS = {
    "Reporter": READ,
    "Photo editor": EDIT,
    "Editor": EDIT,
    "Publisher": EDIT,
}


def give(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("wire")
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
    ours = Permission.objects.filter(content_type__app_label="wire")
    for name, codenames in GROUPS.items():
        for group in Group.objects.filter(name=name):
            yield group, ours.filter(codename__in=codenames)


class Migration(migrations.Migration):
    dependencies = [("wire", "0010_bring_pictures_to_their_stories")]

    operations = [migrations.RunPython(give, take)]
