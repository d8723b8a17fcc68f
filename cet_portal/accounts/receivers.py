"""Answers to what allauth and Django tell."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from cet_portal.core import kept_text


@receiver(user_logged_in, dispatch_uid="forget_what_others_typed")
def forget_what_others_typed(sender, request, user, **kwargs):
    """Nobody inherits what somebody else typed in the same browser."""
    kept_text.forget_what_others_typed(request, user.pk)


@receiver(authenticator_added, dispatch_uid="the_first_code_proves_who_it_is")
def the_first_code_proves_who_it_is(sender, request, user, authenticator, **kwargs):
    """Whoever has just typed a first code need not prove it again to see the recovery codes."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(
            request, user, method="mfa", type=Authenticator.Type.TOTP, reauthenticated=True
        )
