from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "หน่วยงานและผู้ใช้"

    def ready(self) -> None:
        from agencies import removable, stamps  # noqa: F401  makes known what can be restored

        pre_migrate.connect(stamps.stamps_leave, sender=self)
        post_migrate.connect(stamps.stamps_watch, sender=self)
