"""Who: agencies, their departments, the people in them, the history of what people changed, and what they removed."""

from agencies.models.agency import RESERVED_SLUGS, Agency, AgencyQuerySet, Department, check_slug
from agencies.models.conversation import MAX_MESSAGE, Message
from agencies.models.event import CalendarFeed, Event, LetterChoice, Notice
from agencies.models.form import SentForm, UnsavedForm
from agencies.models.history import MAX_REASON, Change, ChangeQuerySet
from agencies.models.installation import Installation, garuda_of
from agencies.models.invitation import Invitation
from agencies.models.person import Membership, Oversight, User, actor_name
from agencies.models.picture import MAX_EMBLEM_BYTES, PICTURE_VALIDATORS, check_emblem_size
from agencies.models.position import Holding, Position
from agencies.models.removed import Removed, RemovedQuerySet
from agencies.models.session import Session
from agencies.models.stamp import Stamp

__all__ = [
    "MAX_EMBLEM_BYTES",
    "MAX_MESSAGE",
    "MAX_REASON",
    "PICTURE_VALIDATORS",
    "RESERVED_SLUGS",
    "Agency",
    "AgencyQuerySet",
    "CalendarFeed",
    "Change",
    "ChangeQuerySet",
    "Department",
    "Event",
    "Holding",
    "Installation",
    "Invitation",
    "LetterChoice",
    "Membership",
    "Message",
    "Notice",
    "Oversight",
    "Position",
    "Removed",
    "RemovedQuerySet",
    "SentForm",
    "Session",
    "Stamp",
    "UnsavedForm",
    "User",
    "actor_name",
    "check_emblem_size",
    "check_slug",
    "garuda_of",
]
