"""Drafting variants of a scheme version: the list, the form, one variant."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_again, bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from cet_portal.core.templatetags.mycet import london_date
from cet_portal.scheme import queries as scheme_queries
from compliance import services, workflow
from compliance.enums import VariantStatus
from compliance.forms.variants import FIELDS, VariantFilter, VariantForm, said
from compliance.models import SchemeVariant
from compliance.queries import rehearsals as rehearsal_reads
from compliance.queries import variants as reads
from compliance.rules.figure_words import scheme_name, told
from compliance.rules.figures import Figures, figures_from_plain, figures_of
from compliance.rules.variants import differences
from compliance.views.schemes import figures_named

COLUMNS = (
    (gettext_lazy("Number"), "reference"),
    (gettext_lazy("Name"), "name"),
    (gettext_lazy("Scheme version"), lambda variant: scheme_name(variant.base)),
    (gettext_lazy("Legal source"), "legal_source"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Saved"), "saved_at"),
    (gettext_lazy("By"), "saved_by"),
)
SORTS = {"name": "name", "saved": "saved_at"}


@require_safe
@access(Permission.SCHEME_DRAFT)
def variants(request):
    """The latest edition of every variant."""
    filters = VariantFilter(request.GET)
    rows = reads.latest_of_each(
        request.actor, base=request.GET.get("base", ""), status=request.GET.get("status", "")
    )
    if exports.wanted(request):
        return exports.csv_response(_("variants"), COLUMNS, rows)
    page = page_of(request, rows, sorts=SORTS)
    context = {"page": page, "filters": filters, "rows": [_cells(each) for each in page]}
    return render(request, "compliance/variants.html", {**context, "columns": _columns()})


@require_http_methods(["GET", "POST"])
@access(Permission.SCHEME_DRAFT)
def variant_new(request, code: str):
    """Draft a variant of the scheme version."""
    base = figures_named(code)
    form = _form(request, base=base, shown=base)
    context: dict[str, Any] = {"form": form, "base": scheme_name(code), "code": code}
    if request.method == "POST" and form.is_valid():
        variant = services.draft_variant(
            base=code, values=form.values(), actor=request.actor, at=clock.now()
        )
        messages.success(request, _("%(reference)s is drafted.") % {"reference": variant.reference})
        return redirect(address(variant))
    context["cancel"] = reverse("compliance:scheme", args=[code])
    return render(request, "compliance/variant_form.html", context)


@require_safe
@access(Permission.SCHEME_DRAFT)
def variant(request, sv_number: str, edition: int):
    """One edition: what it changes, all of its figures, what was rehearsed of it."""
    found = find(request.actor, sv_number, edition)
    base, figures = figures_of(found.base), figures_from_plain(found.figures)
    editions = list(reads.editions_of(request.actor, sv_number))
    changed = differences(base, figures)
    context = {
        "variant": found,
        "base": scheme_name(found.base),
        "editions": editions,
        "latest": editions[0],
        "differences": changed,
        "rehearsals": rehearsal_reads.rehearsals_of(request.actor, found),
        "parts": list(told(figures)),
        "changed": {each.name for each in changed},
        "open": workflow.scheme_variant.open_to(found, actor=request.actor, at=clock.now()),
    }
    return render(request, "compliance/variant.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.SCHEME_DRAFT)
def variant_change(request, sv_number: str, edition: int):
    """Change a draft; one that was rehearsed stays, and the change is its next edition."""
    found = find(request.actor, sv_number, edition)
    latest = reads.editions_of(request.actor, sv_number)[0]
    if request.method == "GET" and (latest.pk != found.pk or _is_closed(latest)):
        if _is_closed(latest):
            messages.info(request, _("This variant was withdrawn, so it cannot be changed."))
            return redirect(address(latest))
        return redirect("compliance:variant_change", sv_number, latest.edition)
    base, shown = figures_of(found.base), figures_from_plain(found.figures)
    form = _form(request, base=base, shown=shown, variant=found)
    context: dict[str, Any] = {
        "form": form,
        "variant": found,
        "base": scheme_name(found.base),
        "code": found.base,
        "cancel": address(found),
    }
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_variant(
                variant=found,
                version=form.saved_version(),
                values=form.values(),
                actor=request.actor,
                at=clock.now(),
            )
        except services.VariantEdited as edited:
            context |= _second_editor(request, form, edited.current)
            if not context["differences"]:
                return redirect(address(edited.current))
        except Refused as refused:
            context["errors"] = [str(refused.refusal)]
        else:
            return _saved(request, found, saved)
    return render(request, "compliance/variant_form.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.SCHEME_DRAFT)
def variant_withdraw(request, sv_number: str, edition: int):
    """Look at what it means, then withdraw the latest edition."""
    found = find(request.actor, sv_number, edition)
    latest = reads.editions_of(request.actor, sv_number)[0]
    if latest.pk != found.pk or _is_closed(latest):
        messages.info(request, _("Only the latest edition can be withdrawn, and only once."))
        return redirect(address(latest))
    if request.method == "POST":
        services.withdraw_variant(variant=found, actor=request.actor, at=clock.now())
        messages.success(request, _("%(reference)s is withdrawn.") % {"reference": found.reference})
        return redirect(address(found))
    context = {"variant": found, "cancel": address(found)}
    return render(request, "compliance/variant_withdraw.html", context)


def find(actor, number: str, edition: int) -> SchemeVariant:
    """The edition; 404 where the actor may not see it."""
    return get_object_or_404(reads.variants_visible_to(actor), number=number, edition=edition)


def address(variant: SchemeVariant) -> str:
    """The page of an edition."""
    return reverse("compliance:variant", args=[variant.number, variant.edition])


def _is_closed(variant: SchemeVariant) -> bool:
    return variant.status == VariantStatus.WITHDRAWN


def _form(
    request, *, base: Figures, shown: Figures, variant: SchemeVariant | None = None
) -> VariantForm:
    initial = {}
    if variant:
        initial = {name: getattr(variant, name) for name in (*FIELDS, "version")}
    return bind_form(
        request,
        VariantForm,
        base=base,
        shown=shown,
        units=scheme_queries.units(),
        initial=initial,
    )


def _saved(request, before: SchemeVariant, saved: SchemeVariant) -> HttpResponse:
    words = {"reference": saved.reference, "before": before.reference}
    if saved.pk == before.pk:
        messages.success(request, _("%(reference)s is saved.") % words)
    else:
        messages.success(
            request,
            _(
                "%(before)s was rehearsed and stays as it was. What you changed is its next "
                "edition, %(reference)s."
            )
            % words,
        )
    return redirect(address(saved))


def _second_editor(request, form: VariantForm, current: SchemeVariant) -> dict[str, Any]:
    """The form again with what was typed, and both values where they differ.

    Saving it again is then a deliberate act. Nothing differs: the same arrived twice.
    """
    figures = figures_from_plain(current.figures)
    saved = said({name: getattr(current, name) for name in FIELDS}, figures)
    differing = [
        {"label": label, "typed": typed, "saved": saved[name][1]}
        for name, (label, typed) in form.said().items()
        if saved[name][1] != typed
    ]
    again = bind_again(
        request,
        VariantForm,
        version=current.version,
        base=form.base,
        shown=figures,
        units=scheme_queries.units(),
    )
    return {"form": again, "differences": differing, "current": current}


def _columns() -> list[dict]:
    return [
        {"label": _("Number")},
        {"label": _("Name"), "sort": "name", "plain": True},
        {"label": _("Scheme version")},
        {"label": _("Status"), "plain": True},
        {"label": _("Saved"), "sort": "saved"},
    ]


def _cells(variant: SchemeVariant) -> dict:
    return {
        "cells": [
            {"text": variant.reference, "url": address(variant), "reference": True},
            {"text": variant.name},
            {"text": scheme_name(variant.base)},
            {"tag": {"value": variant.status, "label": variant.get_status_display()}},
            {
                "text": _("%(at)s by %(name)s")
                % {"at": london_date(variant.saved_at), "name": variant.saved_by}
            },
        ]
    }
