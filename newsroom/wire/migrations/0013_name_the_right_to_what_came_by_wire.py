"""Say of the pictures that came with wire copy that an agency's subscription has them.

Others have no category, which is the truth: stories that are out keep them, and none
goes out with one anew before somebody says on what ground.
"""

from django.db import migrations


def name_agency(apps, schema_editor):
    came = apps.get_model("wire", "TakePhoto").objects.values("photo")
    photos = apps.get_model("articles", "Photo").objects.filter(category="")
    photos.filter(pk__in=came, added_by=None).update(category="agency", cost="included")


class Migration(migrations.Migration):
    dependencies = [
        ("wire", "0012_close_what_was_corrected"),
        ("articles", "0011_keep_rights_of_photos"),
    ]

    # Backwards the column itself goes.
    operations = [migrations.RunPython(name_agency, migrations.RunPython.noop)]
