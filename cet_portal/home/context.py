"""What the sign-in page shows in the demonstration; only settings.dev and settings.test name it."""

from django.utils.functional import SimpleLazyObject

from cet_portal.home.demonstration import offered_accounts


def demonstration(request) -> dict:
    """`demonstration_accounts`: only the sign-in page looks at them, so lazy."""
    return {"demonstration_accounts": SimpleLazyObject(offered_accounts)}
