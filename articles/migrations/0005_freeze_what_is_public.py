"""Freeze the captions that published stories print, and let the desk decide on drift.

A caption that a story has already of its own stays as it is: it was edited there. What
a published story takes from the library becomes its own, as it does from now on when a
story is published. Reversing leaves the words where they are.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.utils import timezone

GROUPS = ["Reporter", "Photo editor", "Editor", "Publisher"]


def freeze(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    ArticlePhoto = apps.get_model("articles", "ArticlePhoto")
    Photo = apps.get_model("articles", "Photo")
    public = Article.objects.filter(
        status__in=["scheduled", "published"], published_at__lte=timezone.now()
    )

    def caption_of(photo):
        captions = Photo.objects.filter(pk=OuterRef(photo)).exclude(caption="")
        return Subquery(captions.values("caption"))

    led = public.filter(lead_caption="").exclude(lead_photo=None)
    led.exclude(lead_photo__caption="").update(
        lead_caption=caption_of("lead_photo"), lead_caption_is_frozen=True
    )
    uses = ArticlePhoto.objects.filter(caption="", article__in=public.values("pk"))
    uses.exclude(photo__caption="").update(
        caption=caption_of("photo"), caption_is_frozen=True
    )


def let_the_desk_decide(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(
        content_type__app_label="articles",
        codename__in=["view_captiondrift", "change_captiondrift"],
    )
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.add(*ours)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_give_each_use_its_words"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(freeze, migrations.RunPython.noop),
        migrations.RunPython(let_the_desk_decide, migrations.RunPython.noop),
    ]
