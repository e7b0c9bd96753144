from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "มาตรการ"

    def ready(self) -> None:
        from measures import removable, stamped  # noqa: F401  make known what can be restored, and what moves stamps
