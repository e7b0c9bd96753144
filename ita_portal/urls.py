"""The addresses of the portal. Everything an agency owns is under /<agency>/<fiscal year>/."""

from django.contrib import admin
from django.urls import include, path

from ita_portal.health import healthz, readyz
from ita_portal.help import help_chapter, help_contents
from measures.views import my_work, my_work_short
from measures.views.calendar import calendar_close, calendar_feed, calendar_link, calendar_settings
from measures.views.reminders import reminder_settings, reminder_stop
from reports.views import verify, verify_file, verify_form
from workspace.views import advice, agency_home, area_filters, oversight, oversight_district, oversight_download

admin.autodiscover()

handler400 = "ita_portal.error_pages.bad_request"
handler500 = "ita_portal.error_pages.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("public.urls")),
    path("", include("agencies.urls")),
    path("help/", help_contents, name="help"),
    path("help/<str:chapter>/", help_chapter, name="help-chapter"),
    path("verify/", verify_form, name="verify-form"),
    path("verify/<slug:code>/", verify, name="verify"),
    path("verify/<slug:code>/<slug:file_format>/", verify_file, name="verify-file"),
    path("my-work/", my_work_short, name="my-work-short"),
    path("reminders/", reminder_settings, name="reminder-settings"),
    path("reminders/calendar/", calendar_settings, name="calendar-settings"),
    path("reminders/calendar/new/", calendar_link, name="calendar-link"),
    path("reminders/calendar/close/", calendar_close, name="calendar-close"),
    path("reminders/calendar/<str:token>.ics", calendar_feed, name="calendar-feed"),
    path("reminders/stop/<str:token>/", reminder_stop, name="reminder-stop"),
    path("oversight/", oversight, name="oversight"),
    path("oversight/download/", oversight_download, name="oversight-download"),
    path("oversight/advice/", advice, name="oversight-advice"),
    path("oversight/filters/", area_filters, name="oversight-filters"),
    path("oversight/<str:province>/<path:district>/", oversight_district, name="oversight-district"),
    path("<slug:agency>/", agency_home, name="agency"),
    path("<slug:agency>/<int:fiscal_year>/my-work/", my_work, name="my-work"),
    path("<slug:agency>/<int:fiscal_year>/", include("workspace.urls")),
    path("<slug:agency>/<int:fiscal_year>/", include("assessments.urls")),
    path("<slug:agency>/<int:fiscal_year>/measures/", include("measures.urls")),
    path("<slug:agency>/<int:fiscal_year>/documents/", include("reports.urls")),
]
