"""Where a reader reports an error in a story."""

from django.urls import path

from newsroom.notes import views

app_name = "notes"
urlpatterns = [
    path("", views.nowhere, name="nowhere"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/thanks/", views.thanks, name="thanks"),
]
