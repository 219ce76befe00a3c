"""Let everybody of the desk read the routing rules, and editors write them.

Editors may publish, so they may say what is published by rule; deleting a rule is the
publishers', as deleting a feed is. Reversing takes the permissions from the groups
again.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["view_rule"]
EDIT = [*READ, "add_rule", "change_rule"]
GROUPS = {
    "Reporter": READ,
    "Photo editor": READ,
    "Editor": EDIT,
    "Publisher": [*EDIT, "delete_rule"],
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
    dependencies = [("wire", "0007_route_by_rules")]

    operations = [migrations.RunPython(give, take)]
