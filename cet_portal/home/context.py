"""What the sign-in page shows in the demonstration; only settings.dev and settings.test name it."""

from cet_portal.home.demonstration import offered_accounts


def demonstration(request) -> dict:
    """`demonstration_accounts`: asked for by the sign-in page alone, so called by it."""
    return {"demonstration_accounts": offered_accounts}
