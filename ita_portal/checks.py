"""System checks of the settings: a wrong environment says so at the start, before it lets strangers in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register()
def letters_can_be_written(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A reminder without a sender is refused by the server, and its links lead nowhere without the portal's address."""
    if not settings.EMAIL_IS_CONFIGURED:
        return []
    problems = []
    if "@" not in settings.DEFAULT_FROM_EMAIL:
        problems.append("DEFAULT_FROM_EMAIL is no e-mail address.")
    if not settings.SITE_URL.startswith(("https://", "http://")):
        problems.append("SITE_URL is no address of a web page.")
    hint = "Reminders need both, because EMAIL_URL is set. See .env.example."
    return [Error(problem, hint=hint, id="portal.E002") for problem in problems]


@register(Tags.security, deploy=True)
def demonstration_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Demonstration accounts have a password that everybody knows."""
    if not settings.DEMO:
        return []
    hint = "Set DEMO=false, and delete the accounts that load_demo made."
    return [Error("Demonstration mode is on.", hint=hint, id="portal.E001")]
