"""MyCET: wiring on top, shared kernel at the bottom. Loads the Celery app with Django."""

from cet_portal.celery import app as celery_app

__all__ = ["celery_app"]
