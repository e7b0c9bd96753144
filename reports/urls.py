from django.urls import path

from reports import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("<slug:kind>/", views.document, name="document"),
    path("<slug:kind>/pdf/", views.pdf, name="document-pdf"),
    path("<slug:kind>/docx/", views.docx, name="document-docx"),
    path("<slug:kind>/settings/", views.settings, name="document-settings"),
    path("<slug:kind>/preview/", views.preview, name="document-preview"),
]
