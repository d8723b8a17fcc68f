#!/usr/bin/env python
"""Django's command line: `python manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

# Pure computations: they run on any machine, whatever is set there.
ALONE = {"assess"}

if __name__ == "__main__":
    if ALONE.intersection(sys.argv[1:2]):
        os.environ["DJANGO_SETTINGS_MODULE"] = "cet_portal.settings.alone"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cet_portal.settings.base")
    execute_from_command_line(sys.argv)
