from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "การประเมิน"

    def ready(self) -> None:
        from assessments import removable, stamped  # noqa: F401  make known what can be restored, and what moves stamps
