from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "เอกสาร"

    def ready(self) -> None:
        from reports import system_checks  # noqa: F401  registers the system checks
