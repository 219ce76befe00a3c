app_name = "popular"
urlpatterns = []
