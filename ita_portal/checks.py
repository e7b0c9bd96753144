"""System checks of the settings: a wrong environment says so at the start, before it lets strangers in."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from ita_portal.screen_font import PACKAGE, ScreenFontFinder
from ita_portal.virus_scanner import is_address

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]", ".localhost", "testserver")


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


@register(Tags.security)
def errors_show_nothing_to_strangers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """With DEBUG a page of an error shows settings and data to whoever causes it."""
    strange = [host for host in settings.ALLOWED_HOSTS if host not in LOCAL_HOSTS]
    if not settings.DEBUG or not strange:
        return []
    hint = "Set DEBUG=false, or ALLOWED_HOSTS to names of this machine only."
    return [Error(f"DEBUG is on where others can reach the portal: {', '.join(strange)}", hint=hint, id="portal.E003")]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Letters and paper carry the name under which the portal was opened: a visitor must not choose it."""
    loose = [host for host in settings.ALLOWED_HOSTS if "*" in host or host.startswith(".")]
    hint = "Name each host under which people open the portal, such as ita.example.go.th."
    return [Error(f"ALLOWED_HOSTS lets any name in: {host}", hint=hint, id="portal.E004") for host in loose]


@register(Tags.security, deploy=True)
def origins_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page of a trusted origin can send forms in the name of whoever opens it."""
    loose = [each for each in settings.CSRF_TRUSTED_ORIGINS if "*" in each or urlsplit(each).scheme != "https"]
    hint = "Name the portal's own origins with https, or leave CSRF_TRUSTED_ORIGINS empty."
    return [Error(f"CSRF_TRUSTED_ORIGINS trusts too much: {each}", hint=hint, id="portal.E005") for each in loose]


@register(Tags.security)
def uploads_are_not_served(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Static files are for everybody; uploads are handed out one by one to whoever may see them."""
    media, static = Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()
    if not media.is_relative_to(static):
        return []
    hint = "Set MEDIA_ROOT to a folder outside of STATIC_ROOT."
    return [Error("Uploads would be served to everybody, as static files are.", hint=hint, id="portal.E006")]


@register(Tags.security)
def virus_scanner_has_an_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A scanner that cannot be reached refuses every file, and nobody could attach one."""
    if not settings.VIRUS_SCANNER or is_address(settings.VIRUS_SCANNER):
        return []
    hint = "Set it to unix:/path/to/clamd.ctl or tcp://host:port, or leave it out."
    return [Error("VIRUS_SCANNER names no socket.", hint=hint, id="portal.E007")]


@register(Tags.files, deploy=True)
def screen_font_is_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without it every reader sees another face, and some see one in which ก and ถ look alike."""
    if ScreenFontFinder().is_complete:
        return []
    hint = f"Install the Debian package {PACKAGE}, or run `make setup`; then `manage.py collectstatic`."
    return [Warning("The screen font of the pages is not installed.", hint=hint, id="portal.W001")]
