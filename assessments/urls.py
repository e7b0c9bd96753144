from django.urls import path

from assessments import views

urlpatterns = [
    path("scores/", views.sheet, name="sheet"),
    path("scores/cells/", views.cells, name="cells"),
    path("scores/undo/", views.undo, name="sheet-undo"),
    path("scores/lock/", views.lock, name="lock"),
    path("scores/download/<str:file_type>/", views.download, name="sheet-download"),
    path("scores/paste/", views.paste, name="sheet-paste"),
    path("scores/upload/", views.upload, name="sheet-upload"),
    path("scores/upload/confirm/", views.confirm_upload, name="sheet-upload-confirm"),
    path("compare/", views.compare, name="compare"),
    path("analysis/", views.findings, name="findings"),
    path("analysis/benchmark/", views.benchmark, name="benchmark"),
    path("analysis/unit/", views.findings_unit, name="findings-unit"),
    path("analysis/draft/", views.draft_findings, name="findings-draft"),
]
