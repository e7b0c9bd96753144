from django.urls import path

from reports import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("<slug:kind>/", views.document_page, name="document"),
    path("<slug:kind>/pdf/", views.document_pdf, name="document-pdf"),
]
