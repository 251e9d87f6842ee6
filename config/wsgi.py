"""What the server runs: `granian --interface wsgi config.wsgi:application`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from mentoring.management import running

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

try:
    application = get_wsgi_application()
    running.hold()
except ImproperlyConfigured as error:
    sys.exit(str(error))
except running.IsRunning:
    sys.exit("A backup is being restored: start again when that is done.")
