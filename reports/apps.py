from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "เอกสาร"

    def ready(self) -> None:
        from reports import stamped, system_checks  # noqa: F401  make known what moves stamps, and the system checks
