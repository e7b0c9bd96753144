from django.urls import path

from workspace import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("checks/", views.checks, name="checks"),
    path("conversation/<str:subject>/", views.conversation, name="conversation"),
    path("history/", views.history, name="history"),
    path("history/download/<str:file_type>/", views.history_download, name="history-download"),
    path("import/", views.document_import, name="document-import"),
    path("import/<uuid:key>/", views.document_import_check, name="document-import-check"),
    path("import/<uuid:key>/undo/", views.document_import_revoke, name="document-import-undo"),
    path("search/", views.search_page, name="search"),
    path("removed/", views.removed, name="removed"),
    path("removed/<uuid:key>/restore/", views.restore, name="removed-restore"),
]
