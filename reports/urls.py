from django.urls import path

from reports import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("issued/<uuid:key>/", views.issued, name="issued"),
    path("issued/<uuid:key>/publish/", views.publish, name="issued-publish"),
    path("issued/<uuid:key>/withdraw/", views.withdraw, name="issued-withdraw"),
    path("issued/<uuid:key>/<slug:file_format>/", views.issued_file, name="issued-file"),
    path("style/", views.style, name="document-style"),
    path("<slug:kind>/", views.document, name="document"),
    path("<slug:kind>/pdf/", views.pdf, name="document-pdf"),
    path("<slug:kind>/docx/", views.docx, name="document-docx"),
    path("<slug:kind>/issue/", views.issue, name="document-issue"),
    path("<slug:kind>/handover/", views.handover, name="document-handover"),
    path("<slug:kind>/handover/look/", views.handover_look, name="handover-look"),
    path("<slug:kind>/handover/tick/", views.handover_tick, name="handover-tick"),
    path("<slug:kind>/opinions/", views.opinions, name="document-opinions"),
    path("<slug:kind>/opinions/submit/", views.submit, name="document-submit"),
    path("<slug:kind>/opinions/take-back/", views.take_back, name="document-take-back"),
    path("<slug:kind>/opinions/paper/", views.opinion_on_paper, name="opinion-on-paper"),
    path("<slug:kind>/opinions/undo/", views.opinion_undo, name="opinion-undo"),
    path("<slug:kind>/opinions/scans/<uuid:key>/", views.opinion_scan, name="opinion-scan"),
    path("<slug:kind>/settings/", views.settings, name="document-settings"),
    path("<slug:kind>/preview/", views.preview, name="document-preview"),
]
