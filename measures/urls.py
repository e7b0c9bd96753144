from django.urls import path

from measures import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("start/", views.plan_start, name="plan-start"),
    path("proposals/", views.proposals_add, name="proposals-add"),
    path("new/", views.measure_new, name="measure-new"),
    path("<uuid:key>/", views.measure_edit, name="measure-edit"),
    path("<uuid:key>/move/", views.measure_move, name="measure-move"),
    path("<uuid:key>/delete/", views.measure_delete, name="measure-delete"),
    path("<uuid:key>/progress/", views.measure_progress, name="measure-progress"),
]
