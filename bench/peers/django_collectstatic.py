# Django's collectstatic with manifest storage: names by content, references in stylesheets rewritten.
import sys

from django.conf import settings
from django.core.management import call_command

settings.configure(
    STATIC_URL="/static/",
    STATIC_ROOT=sys.argv[2],
    STATICFILES_DIRS=[sys.argv[1]],
    INSTALLED_APPS=["django.contrib.staticfiles"],
    STORAGES={
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    },
)

import django

django.setup()
call_command("collectstatic", interactive=False, verbosity=0)
