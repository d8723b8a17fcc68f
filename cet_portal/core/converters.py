"""Shapes of what stands in an address. Anything else is no address of ours: 404, no query."""

from django.urls.converters import StringConverter


def shape(regex: str) -> type[StringConverter]:
    """A converter for text of this shape, to be given to `register_converter`."""
    return type("Shape", (StringConverter,), {"regex": regex})


def reference(prefix: str) -> type[StringConverter]:
    """A converter for the numbers that begin with this prefix: EV-10001."""
    return shape(f"{prefix}-[0-9]{{1,9}}")
