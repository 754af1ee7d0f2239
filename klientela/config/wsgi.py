"""What the web server calls."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klientela.config.settings")

# At the first start the server runs beside the preparation that fills it, and Whitenoise complains where there is none.
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

application = get_wsgi_application()
