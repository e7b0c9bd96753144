"""System checks of the settings: a wrong environment says so at the start, before it lets strangers in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def demonstration_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Demonstration accounts have a password that everybody knows."""
    if not settings.DEMO:
        return []
    hint = "Set DEMO=false, and delete the accounts that load_demo made."
    return [Error("Demonstration mode is on.", hint=hint, id="portal.E001")]
