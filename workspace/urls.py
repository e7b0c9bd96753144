from django.urls import path

from workspace import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("checks/", views.checks, name="checks"),
    path("history/", views.history, name="history"),
    path("history/download/<str:file_type>/", views.history_download, name="history-download"),
    path("removed/", views.removed, name="removed"),
    path("removed/<uuid:key>/restore/", views.restore, name="removed-restore"),
]
