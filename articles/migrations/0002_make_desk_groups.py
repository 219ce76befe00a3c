"""Make the desk's groups and give each what its work needs.

A later change of a group in the admin is the newsroom's own; this runs once. Reversing
removes the groups only where nobody is in them, so that no one loses a role unseen.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

REPORTER = [
    "add_article", "change_article", "view_article", "add_byline", "change_byline",
    "delete_byline", "view_byline", "add_contributor", "view_contributor", "add_photo",
    "change_photo", "view_photo", "add_articlephoto", "change_articlephoto",
    "delete_articlephoto", "view_articlephoto", "add_topic", "view_topic", "view_section",
    "view_correction", "view_revision",
]  # fmt: skip
PHOTO_EDITOR = [*REPORTER, "delete_photo"]
EDITOR = [
    *REPORTER, "publish_article", "change_contributor", "change_topic", "add_correction",
    "change_correction",
]  # fmt: skip
PUBLISHER = [
    *EDITOR, "kill_article", "delete_article", "delete_photo", "delete_contributor",
    "delete_topic", "delete_correction", "add_section", "change_section",
    "delete_section",
]  # fmt: skip
GROUPS = {
    "Reporter": REPORTER,
    "Photo editor": PHOTO_EDITOR,
    "Editor": EDITOR,
    "Publisher": PUBLISHER,
}


def make_groups(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label="articles")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*ours.filter(codename__in=codenames))


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=GROUPS, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
