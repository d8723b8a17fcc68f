"""The page a request came from, if it is one of ours."""

from urllib.parse import urlsplit

from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme


def own_page(request) -> str | None:
    """Path and query of the page that the request came from; None if unknown or foreign.

    Browsers send the referer inside the site (Referrer-Policy: same-origin).
    """
    referer = request.headers.get("Referer", "")
    if not referer or not url_has_allowed_host_and_scheme(
        referer, {request.get_host()}, require_https=request.is_secure()
    ):
        return None
    parts = urlsplit(referer)
    # "//elsewhere" would lead a browser away from here.
    path = escape_leading_slashes(parts.path or "/")
    return f"{path}?{parts.query}" if parts.query else path
