"""Send today's reminders by e-mail: to each person at most one letter with everything that they were told
and everything near its deadline or past it. What is near its deadline is told in the inbox as well.

For cron, once a day or more often: a letter that was sent is not sent again that day, one that failed is tried again.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agencies.models import User
from agencies.services import notices_mailed
from ita_portal.text.thai_dates import DateRefused, parse_date
from measures import services
from measures.letters import DutiesByAgency, deadlines_tell, digests_of, duties_of_day
from measures.reminder_mail import digest_hash, letter_to
from measures.rules.reminders import Digest

# What a mail server or a bad address raises: SMTPException is an OSError, BadHeaderError a ValueError.
FAILURES = (OSError, ValueError)


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", metavar="2568-03-01", help="a day of the Buddhist era instead of today")
        parser.add_argument("--dry-run", action="store_true", help="print the letters and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        day = _day(options["date"]) if options["date"] else timezone.localdate()
        if options["dry_run"]:
            self._print(day)
            return
        duties = duties_of_day(day)
        deadlines_tell(day, duties)  # into the inbox, with and without a mail server
        if not settings.EMAIL_IS_CONFIGURED:
            self.stdout.write("E-mail is not configured (EMAIL_URL): nothing was sent.")
        else:
            self._send(day, duties)

    def _print(self, day: date) -> None:
        digests = digests_of(day)
        for user, digest in digests:
            letter = letter_to(user, digest)
            self.stdout.write(f"To: {user.email}\nSubject: {letter.subject}\n\n{letter.body}\n")
        self.stdout.write(f"Dry run: {len(digests)} letters, nothing was sent.")

    def _send(self, day: date, duties: DutiesByAgency) -> None:
        connection = get_connection()
        outcomes = [self._send_to(user, digest, connection) for user, digest in digests_of(day, duties)]
        connection.close()
        sent, failed = outcomes.count("sent"), outcomes.count("failed")
        self.stdout.write(f"{sent} sent, {outcomes.count('before')} sent before.")
        if failed:
            raise CommandError(f"{failed} letters failed; run the command again to retry them.")

    def _send_to(self, user: User, digest: Digest, connection: BaseEmailBackend) -> str:
        """Send a letter unless it was sent before; whatever becomes of it, the others have their turn."""
        letter = letter_to(user, digest)
        claimed = services.reminder_claim(user=user, day=digest.day, digest=digest_hash(letter))
        if claimed is None:
            return "before"
        try:
            connection.open()  # once for all letters; after a failure again
            connection.send_messages([letter])
        except FAILURES as error:
            services.reminder_failed(letter=claimed)
            connection.close()  # what it was in the middle of is not to be gone on with
            self.stderr.write(f"{user.username}: {' '.join(str(error).split()) or type(error).__name__}")
            return "failed"
        services.reminder_sent(letter=claimed)
        notices_mailed(keys=[item.key for item in digest.news])
        return "sent"


def _day(typed: str) -> date:
    """Return a day of the Buddhist era, written year-month-day."""
    try:
        year, month, day = typed.split("-")
        return parse_date(f"{day}/{month}/{year}")
    except DateRefused as refused:
        raise CommandError(f"--date {typed}: {refused}") from refused
    except ValueError as error:
        raise CommandError(f"--date {typed}: write it as 2568-03-01") from error
