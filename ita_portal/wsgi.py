"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from ita_portal.call_stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")

application = with_room(get_wsgi_application())
