"""A conversation as the page of a thing shows it: what was said, and the form in which one says more."""

from dataclasses import dataclass
from typing import Any

from django import forms

from agencies.access import Access
from agencies.kept import kept
from agencies.models import MAX_MESSAGE, Membership, Message
from agencies.services.conversation import ConversationTopic

MOST_MENTIONED = 20


class MessageForm(forms.Form):
    """A short message, and whom it is for."""

    text = forms.CharField(
        label="เขียนถึงกันในเรื่องนี้",
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": "กรุณาพิมพ์ข้อความ",
            "max_length": f"กรุณากรอกไม่เกิน {MAX_MESSAGE:,} ตัวอักษร (กรอกไว้ %(show_value)s ตัวอักษร)",
        },
    )
    mentioned = forms.MultipleChoiceField(
        label="แจ้งถึง", required=False, error_messages={"invalid_choice": "กรุณาเลือกผู้รับจากรายการ"}
    )

    def __init__(self, members: list[Membership], data: Any = None) -> None:
        super().__init__(data, auto_id="id_message_%s")  # a page may hold other forms with a text
        self.members = members
        self.fields["mentioned"].choices = [(str(each.key), str(each)) for each in members]  # type: ignore[attr-defined]

    def clean_mentioned(self) -> list[Membership]:
        chosen = set(self.cleaned_data["mentioned"])
        if len(chosen) > MOST_MENTIONED:
            raise forms.ValidationError(f"กรุณาเลือกผู้รับไม่เกิน {MOST_MENTIONED} คน")
        return [each for each in self.members if str(each.key) in chosen]

    @property
    def people(self) -> list[tuple[Membership, bool]]:
        """Everybody who can be mentioned, and whether the form has them ticked."""
        chosen = set(self["mentioned"].value() or ())
        return [(each, str(each.key) in chosen) for each in self.members]


@dataclass(frozen=True)
class Conversation:
    topic: ConversationTopic
    messages: list[Message]
    form: MessageForm | None


def conversation_on(access: Access, topic: ConversationTopic, data: Any = None) -> Conversation:
    """Return the conversation on a thing; who may only read it has no form."""
    said = list(Message.objects.about(topic.agency, topic.fiscal_year, topic.subject))
    form = MessageForm(mentionable(access), data) if access.can_discuss else None
    return Conversation(topic, said, form)


def mentionable(access: Access) -> list[Membership]:
    """Return who may read what the person reads, but for the person: the active members of the agency."""
    found = Membership.objects.active().filter(agency=access.agency)
    found = found.select_related("user", "department").order_by("role", "user__display_name", "pk")
    members = kept(access, ("active-members",), lambda: list(found))
    return [each for each in members if each.user_id != access.user.pk]
