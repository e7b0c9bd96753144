"""Asks the portal on this machine whether it is alive, and ends with 0 or 1: `python -m ita_portal.alive`.

For where a program is run to learn how another one is, as Docker does it. Only the standard library, since it runs
every half a minute.
"""

import http.client
import os
import sys

PORT = 8000


def is_alive(port: int, *, host: str) -> bool:
    """Whether /healthz answers under a name by which the portal is reached."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=8)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    sys.exit(0 if is_alive(PORT, host=name) else 1)
