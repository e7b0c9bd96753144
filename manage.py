#!/usr/bin/env python
"""Run a management command of the portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    from django.core.management import execute_from_command_line

    from ita_portal.call_stack import with_room

    with_room(execute_from_command_line)(sys.argv)


if __name__ == "__main__":
    main()
