from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "การประเมิน"

    def ready(self) -> None:
        from assessments import removable  # noqa: F401  makes known what can be restored
