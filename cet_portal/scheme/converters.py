"""C-, S-, EV-, INV-, PR-, NU-, RUN- and SV-numbers, registration numbers and names of cycles in an
address, for every app that has them there."""

from django.urls import register_converter

from cet_portal.core.converters import reference, shape

register_converter(reference("C"), "c_number")
register_converter(reference("S"), "s_number")
register_converter(reference("EV"), "ev_number")
register_converter(reference("INV"), "invoice_number")
register_converter(reference("PR"), "pr_number")
register_converter(reference("NU"), "nu_number")
register_converter(reference("RUN"), "run_number")
register_converter(shape("[0-9]{4}-[0-9]{4}"), "cycle")
register_converter(reference("SV"), "sv_number")
register_converter(shape("[0-9A-Za-z-]{1,12}"), "register_number")
