"""A provider's applications and fees that somebody has to do something about."""

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import Permission
from cet_portal.home.dashboards.needs import Need
from cet_portal.home.dashboards.provider.words import Words


def asked_need(application, words: Words) -> Need:
    """An application about which the approver asked."""
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_WRITE,
            _("Answer the approver"),
            _("%(names)s can answer the approver"),
        ),
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )


def appealable_need(application, words: Words) -> Need:
    """A rejection that can be appealed."""
    if application.appeal_begun:
        return _appeal_begun(application, words)
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_SUBMIT,
            _("Read why, and appeal if it is wrong"),
            _("Read why; %(names)s can appeal if it is wrong"),
        ),
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )


def _appeal_begun(application, words: Words) -> Need:
    may_send = words.actor.may(Permission.APPLICATION_SUBMIT)
    page = "approvals:appeal" if may_send else "approvals:application"
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse(page, args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_SUBMIT,
            _("Go on with the appeal, and send it"),
            _("%(names)s can go on with the appeal, and send it"),
        ),
        status=ApplicationStatus.DRAFT,
        label=_("Appeal begun"),
        deadline=application.deadline,
    )


def fee_need(fee) -> Need:
    """An invoice to pay."""
    what = str(fee.get_kind_display())
    return Need(
        reference=fee.invoice_number,
        title=f"{what}, {fee.about}" if fee.about else what,
        url=reverse("providers:invoice", args=[fee.invoice_number]),
        action=_("Pay £%(amount)s by bank transfer") % {"amount": fee.amount},
        status=fee.status,
        label=fee.get_status_display(),
    )


def draft_need(application, words: Words) -> Need:
    """An application that is not submitted yet."""
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_WRITE,
            _("Go on with the draft"),
            _("%(names)s can go on with the draft"),
        ),
        status=application.status,
        label=application.get_status_display(),
    )
