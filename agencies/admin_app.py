"""Django's administration as an app with the portal's own site; apart from `apps.py`, which may name one app only."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "agencies.admin_site.PortalAdminSite"
