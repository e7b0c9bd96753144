from django.urls import path

from assessments import views

urlpatterns = [
    path("scores/", views.sheet, name="sheet"),
    path("scores/cell/", views.cell, name="cell"),
    path("scores/lock/", views.lock, name="lock"),
    path("analysis/", views.findings, name="findings"),
]
