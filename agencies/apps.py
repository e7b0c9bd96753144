from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "หน่วยงานและผู้ใช้"

    def ready(self) -> None:
        from agencies import removable  # noqa: F401  makes known what can be restored
