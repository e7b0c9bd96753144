"""Pages for everybody, and the one on which an agency chooses what they show."""

from public.views.data import all_data_csv, data_csv, data_json, feed
from public.views.documents import document, file, version
from public.views.handing_on import links, poster
from public.views.machines import favicon, robots
from public.views.pages import agency, public, year
from public.views.settings import public_settings

__all__ = [
    "agency",
    "all_data_csv",
    "data_csv",
    "data_json",
    "document",
    "favicon",
    "feed",
    "file",
    "links",
    "poster",
    "public",
    "public_settings",
    "robots",
    "version",
    "year",
]
