"""The one address of the room: the file that proves whose a key is."""

from django.urls import re_path

from newsroom.announcing import indexnow

app_name = "announcing"
# No shorter name is a key, so that robots.txt stays what it is.
KEY = r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt$"
urlpatterns = [re_path(KEY, indexnow.key_file, name="key")]
