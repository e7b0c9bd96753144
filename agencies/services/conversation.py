"""Writes of conversations: a message, its place in the history, and who is told of it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.events import EventContent, event_record
from agencies.models import Agency, Message, Notice, User, actor_name
from agencies.rules.events import Concerned, EventKind


@dataclass(frozen=True)
class ConversationTopic:
    """What people talk about: a thing of an agency's year, named as in the history, and the page on which it stands."""

    agency: Agency
    fiscal_year: int
    subject: str
    title: str
    path: str


@transaction.atomic
def message_send(*, topic: ConversationTopic, text: str, mentioned: Collection[User], actor: User) -> Message:
    """Say something about a thing; whoever is mentioned is told, and whoever spoke there before."""
    before = Message.objects.about(topic.agency, topic.fiscal_year, topic.subject).order_by()
    speakers = set(before.exclude(author=None).values_list("author", flat=True))
    message = Message.objects.create(
        agency=topic.agency,
        fiscal_year=topic.fiscal_year,
        subject=topic.subject,
        text=text,
        author=actor,
        author_name=actor_name(actor),
    )
    message.mentioned.set(mentioned)
    _record(topic, message, mentioned)
    _tell(topic, message, {each.pk for each in mentioned}, speakers)
    return message


def _record(topic: ConversationTopic, message: Message, mentioned: Collection[User]) -> None:
    about = ChangeSubject(topic.agency, topic.fiscal_year, topic.subject, f"ข้อความ: {topic.title}")
    names = " ".join(str(each) for each in mentioned)
    change_record(about, message.author, new=f"{message.text}\nแจ้งถึง: {names}" if names else message.text)


def _tell(topic: ConversationTopic, message: Message, mentioned: set[int], speakers: set[int]) -> None:
    """Tell each person once, and let what told the writer before wait no more: it is answered."""
    subject = f"message:{topic.subject}"
    answered = Notice.objects.filter(user=message.author, event__agency=topic.agency, event__subject=subject)
    answered.filter(settled_at=None).update(settled_at=timezone.now())
    for kind, users in ((EventKind.MENTIONED, mentioned), (EventKind.ANSWERED, speakers - mentioned)):
        content = EventContent(
            subject=subject,
            occasion=str(message.key),
            thing=topic.title,
            within=f"ปีงบประมาณ พ.ศ. {topic.fiscal_year}",
            text=message.text,
            path=f"{topic.path}#conversation",
            concerned=Concerned(users=frozenset(users)),
        )
        if users:
            event_record(kind, topic.agency, content, message.author)
