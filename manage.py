#!/usr/bin/env python
"""Run one of the newsroom's commands."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refusal:
        # A setting that is refused is told in sentences, not in a trace of the call.
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
