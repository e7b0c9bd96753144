from django.urls import path

from reports import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("<slug:kind>/", views.document, name="document"),
    path("<slug:kind>/pdf/", views.pdf, name="document-pdf"),
]
