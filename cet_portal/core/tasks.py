"""Thin: read the clock, call one function."""

from celery import shared_task
from django.utils import timezone

from cet_portal.core import caching, clock, delivery, health, orphans
from cet_portal.core.sessions import SessionStore


@shared_task(name="core.deliver_outbox")
def deliver_outbox(**kwargs):
    """Mail what the outbox holds."""
    delivery.deliver_all(at=clock.now())


@shared_task(name="core.heartbeat", expires=60)
def heartbeat(**kwargs):
    """Beat asked, a worker did it."""
    health.beat()


@shared_task(name="core.forget_ended_sessions")
def forget_ended_sessions(**kwargs):
    """Delete sessions that have ended, and with them what was typed in them."""
    SessionStore.clear_expired()


@shared_task(name="core.forget_expired_counts")
def forget_expired_counts(**kwargs):
    """Delete counters of attempts and calls whose time is over."""
    caching.forget_expired()


@shared_task(name="core.forget_orphaned_files")
def forget_orphaned_files(**kwargs):
    """Delete files that were stored for an act that then did not happen."""
    orphans.forget(at=timezone.now())
