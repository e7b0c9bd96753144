"""How gunicorn serves the portal: `gunicorn --config python:ita_portal.gunicorn_conf`.

What stands on the command line or in GUNICORN_CMD_ARGS wins over this, for example `--bind` and `--workers`.
"""

import multiprocessing
import os
from pathlib import Path
from typing import Any

from ita_portal.logs import logging_configuration

wsgi_app = "ita_portal.wsgi"
bind = "127.0.0.1:8000"

# One request at a time in each process, so that a print of seconds holds up nobody in another, and one that never ends
# can be ended. The proxy in front takes slow browsers off their hands. Reckon with 400 MB each.
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() * 2 + 1))
# To issue a document prints all of its files: seconds, on a busy machine more. What takes longer is ended.
timeout = 120
# Who prints while the portal is stopped or restarted gets the document.
graceful_timeout = 120
# Printing leaves memory in pieces: a process is replaced after so many requests. To start one takes a second and a half
# of a core, so they end as far apart as they live: all at once would let everybody wait.
max_requests = 2_000
max_requests_jitter = 2_000
# Each process tells every second that it lives, by a file: in memory, so that a slow disk does not look like death.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  gunicorn makes a private file there
# Not loaded before the processes part: so `systemctl reload` takes in new code and settings, process by process.
preload_app = False
# Nobody steers it but by signals.
control_socket_disable = True

# The portal writes a line for each request itself, without addresses; see ita_portal/logs.py.
accesslog = None
logconfig_dict = logging_configuration(level=os.environ.get("LOG_LEVEL") or "INFO", is_readable=False)
logconfig_dict["loggers"] |= {"gunicorn.error": {"handlers": [], "propagate": True}}


def post_worker_init(worker: Any) -> None:
    """Prepare a worker, once it has loaded the portal, before it takes its first request."""
    import ita_portal.urls  # noqa: F401  all pages, for which the first who asks would wait
    from ita_portal.renderer import prepare_to_print

    prepare_to_print()
