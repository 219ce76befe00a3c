app_name = "doors"
urlpatterns = []
