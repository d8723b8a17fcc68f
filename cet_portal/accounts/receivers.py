"""Answers to what allauth and Django tell."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from cet_portal.core import kept_text


@receiver(user_logged_in, dispatch_uid="forget_what_others_typed")
def forget_what_others_typed(sender, request, user, **kwargs):
    """Nobody inherits what somebody else typed in the same browser."""
    kept_text.forget_what_others_typed(request, user.pk)
