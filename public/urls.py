"""Addresses that anybody may open. They carry the year, and lead to the same thing for ever."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from public import views
from public.sitemaps import SITEMAPS
from public.views.open_to_all import open_to_all

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", open_to_all(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("public/", views.public, name="public"),
    path("public/data.csv", views.all_data_csv, name="public-all-csv"),
    path("public/<slug:agency>/", views.agency, name="public-agency"),
    path("public/<slug:agency>/poster/", views.poster, name="public-poster"),
    path("public/<slug:agency>/links/", views.links, name="public-links"),
    path("public/<slug:agency>/feed/", views.feed, name="public-feed"),
    path("public/<slug:agency>/data.json", views.data_json, name="public-json"),
    path("public/<slug:agency>/data.csv", views.data_csv, name="public-csv"),
    path("public/<slug:agency>/<int:fiscal_year>/", views.year, name="public-year"),
    path("public/<slug:agency>/<int:fiscal_year>/<slug:kind>/", views.document, name="public-document"),
    path("public/<slug:agency>/<int:fiscal_year>/<slug:kind>/<int:version>/", views.version, name="public-version"),
    path(
        "public/<slug:agency>/<int:fiscal_year>/<slug:kind>/<int:version>/<slug:file_format>/",
        views.file,
        name="public-file",
    ),
    path("<slug:agency>/settings/public/", views.public_settings, name="public-settings"),
]
