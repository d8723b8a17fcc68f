"""What gunicorn serves: `gunicorn cet_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cet_portal.settings.base")

application = get_wsgi_application()
