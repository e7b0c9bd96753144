from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ita_portal"
    verbose_name = "ระบบบริหารงาน ITA ของหน่วยงาน"

    def ready(self) -> None:
        from ita_portal import checks  # noqa: F401  registers the system checks
