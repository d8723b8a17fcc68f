"""What an address may say after its "?": a word that is not known is refused, never passed over."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.views import APIView

# More digits than any number of rows has.
LONGEST_NUMBER = 9


class KnownWords(APIView):
    """400 for a name that the address does not know, after the key was looked at."""

    words: tuple[str, ...] = ()

    def initial(self, request, *args, **kwargs):
        """As every address begins, and then the names."""
        super().initial(request, *args, **kwargs)
        known = {*self.words, api_settings.URL_FORMAT_OVERRIDE}
        wrong = [name for name in request.query_params if name not in known]
        if wrong:
            said = _("This address knows no such word.")
            if self.words:
                known_here = {"words": ", ".join(self.words)}
                said = _("This address knows: %(words)s.") % known_here
            raise ValidationError({name: [said] for name in wrong})


def check_number(request: Request, name: str, *, least: int) -> None:
    """400 unless what the address says under this name is a whole number; nothing is fine."""
    typed = request.query_params.get(name, "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    if typed and not (is_number and int(typed) >= least):
        said = _("A whole number, at least %(least)d.") % {"least": least}
        raise ValidationError({name: [said]})
