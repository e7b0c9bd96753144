"""Django's administration as an app with the portal's own site; apart from `apps.py`, which may name one app only."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib.admin import autodiscover, checks
from django.contrib.admin.apps import SimpleAdminConfig
from django.core.checks import CheckMessage, Tags, register


class PortalAdminConfig(SimpleAdminConfig):
    """The administration that is loaded by who serves its pages or checks them.

    A command that prints a document or sends letters needs none of it, and the spreadsheets that it reads take as long
    to import as all models.
    """

    default_site = "agencies.admin_site.PortalAdminSite"

    def ready(self) -> None:
        register(checks.check_dependencies, Tags.admin)
        register(check_administration, Tags.admin)


def check_administration(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    autodiscover()
    return checks.check_admin_app(app_configs, **options)
