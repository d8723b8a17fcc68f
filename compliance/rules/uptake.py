"""Where CET was taken up, besides the regions: words for what lies in none of them."""

from django.utils.translation import gettext as _

from cet_portal.scheme.enums import Region

ONLINE = "ONLINE"
NO_PLACE = "NO_PLACE"
NO_UNIT = "NONE"


def place_words(region: str) -> str:
    """A region, or what stands for one, in words."""
    if region == ONLINE:
        return _("Online and distance learning")
    if region == NO_PLACE:
        return _("No region known")
    return str(Region(region).label)
