from django.urls import path

from measures import views
from measures.views import forward, plan_report, spreadsheets, tracking

urlpatterns = [
    path("", views.plan, name="plan"),
    path("start/", views.plan_start, name="plan-start"),
    path("proposals/", views.proposals_add, name="proposals-add"),
    path("new/", views.measure_new, name="measure-new"),
    path("tracking/", tracking.tracking, name="tracking"),
    path("tracking/timeline/", tracking.tracking_timeline, name="tracking-timeline"),
    path("tracking/xlsx/", tracking.tracking_download, name="tracking-download"),
    path("tracking/assign/", tracking.tracking_assign, name="tracking-assign"),
    # The addresses that tracking had before: bookmarks lead on, and what an open page sends is still taken.
    path("overview/", tracking.tracking_moved, {"to": "tracking"}, name="tracking-before"),
    path("overview/timeline/", tracking.tracking_moved, {"to": "tracking-timeline"}, name="tracking-timeline-before"),
    path("overview/xlsx/", tracking.tracking_moved, {"to": "tracking-download"}, name="tracking-download-before"),
    path("overview/assign/", tracking.tracking_assign, name="tracking-assign-before"),
    path("export/", spreadsheets.measures_export, name="measures-export"),
    path("import/", spreadsheets.measures_import, name="measures-import"),
    path("import/confirm/", spreadsheets.measures_import_confirm, name="measures-import-confirm"),
    path("forward/", forward.measures_forward, name="measures-forward"),
    path("report/", plan_report.plan_report, name="plan-report"),
    path("report/<uuid:key>/", plan_report.plan_report_row, name="plan-report-row"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/open/", views.rounds_open, name="rounds-open"),
    path("rounds/new/", views.round_new, name="round-new"),
    path("rounds/<uuid:round_key>/", views.reporting_round, name="round"),
    path("rounds/<uuid:round_key>/edit/", views.round_edit, name="round-edit"),
    path("rounds/<uuid:round_key>/close/", views.round_close, name="round-close"),
    path("rounds/<uuid:round_key>/accept/", views.reports_accept, name="reports-accept"),
    path("rounds/<uuid:round_key>/return/", views.report_return, name="report-return"),
    path("rounds/<uuid:round_key>/<uuid:key>/", views.round_report, name="round-report"),
    path("files/<uuid:file_key>/", views.evidence_file, name="evidence-file"),
    path("<uuid:key>/", views.measure_edit, name="measure-edit"),
    path("<uuid:key>/move/", views.measure_move, name="measure-move"),
    path("<uuid:key>/delete/", views.measure_delete, name="measure-delete"),
    path("<uuid:key>/progress/", views.measure_progress, name="measure-progress"),
    path("<uuid:key>/progress/undo/", views.progress_undo, name="progress-undo"),
]
