from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "มาตรการ"

    def ready(self) -> None:
        from measures import removable  # noqa: F401  makes known what can be restored
