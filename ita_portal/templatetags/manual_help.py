"""Where the manual tells of a room, for templates."""

from django import template

from ita_portal.manual import room_address

register = template.Library()
register.filter("manual_address", room_address)
