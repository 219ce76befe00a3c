"""Let those who publish also withdraw photos, and lift that.

A later change of a group in the admin is the newsroom's own; this runs once.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Editor", "Publisher"]


def permission_of(apps):
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.filter(
        content_type__app_label="articles", codename="withdraw_photo"
    )


def grant(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need this one now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permission_of(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permission_of(apps))


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_keep_limits_of_photos")]

    operations = [migrations.RunPython(grant, take_back)]
