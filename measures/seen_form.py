"""Forms that carry what the page had shown, so that nobody overwrites what somebody else saved meanwhile."""

from django import forms
from django.http import QueryDict


class SeenForm(forms.Form):
    """A form whose hidden fields name the state of a thing that the page had shown, such as its version."""

    def go_on_from(self, **shown: int | str) -> None:
        """Let the next save take what stands in the form, although there is something newer.

        `shown` are the hidden fields with what the page shows by now.
        """
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        for name, value in shown.items():
            data[self.add_prefix(name)] = str(value)
        self.data = data
