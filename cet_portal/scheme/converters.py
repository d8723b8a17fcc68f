"""C-, S- and EV-numbers in an address. Imported by every app that has them in its addresses."""

from django.urls import register_converter

from cet_portal.core.converters import reference

register_converter(reference("C"), "c_number")
register_converter(reference("S"), "s_number")
register_converter(reference("EV"), "ev_number")
