"""What people type into forms, in the one spelling of the portal: every field of every form, Django's own among them.

The settings name `PortalForms` as the renderer of all forms, from which each takes the class of its bound fields. So a
new field, or one of the administration, reads its text normalised without saying so.
"""

from typing import Any

from django.forms import BoundField
from django.forms.renderers import DjangoTemplates

from ita_portal.text.spelling import one_spelling


class SpelledField(BoundField):
    """A field of a form whose text is read in one spelling.

    A password is what its letters are. What a page itself has put into a hidden field comes back as it was, and so does
    a text that was stored before and that nobody touched.
    """

    _read: tuple[str, str] | None = None

    @property
    def data(self) -> Any:
        sent = super().data
        is_typed = isinstance(sent, str) and not self.is_hidden and not self._is_password
        return self._spelled(sent) if is_typed else sent

    def _spelled(self, sent: str) -> str:
        """Return a text in one spelling; it is asked for again and again while a form is read."""
        if self._read is None or self._read[0] != sent:
            self._read = (sent, sent if self._is_untouched(sent) else one_spelling(sent))
        return self._read[1]

    def _is_untouched(self, text: str) -> bool:
        return text.replace("\r\n", "\n") == str(self.initial or "").replace("\r\n", "\n")

    @property
    def _is_password(self) -> bool:
        return getattr(self.field.widget, "input_type", "") == "password"


class PortalForms(DjangoTemplates):
    """Renders forms as Django does, from fields whose texts are in one spelling."""

    bound_field_class = SpelledField
