"""The people of a provider: who they are, inviting, roles, removing."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from providers import queries, services, workflow
from providers.forms import InviteForm, RemoveForm, RolesForm
from providers.views import pages

COLUMNS = (
    (gettext_lazy("Name"), lambda member: str(member.user)),
    (gettext_lazy("E-mail address"), "user.email"),
    (gettext_lazy("Roles"), lambda member: ", ".join(member.role_names)),
)


@require_safe
@access(Permission.PEOPLE_READ)
def people(request):
    """Everybody who belongs to the provider, and who is invited."""
    actor = request.actor
    if actor.tenant_id is None:
        return redirect("providers:staff_list")
    members = queries.people_of(actor, actor.tenant_id)
    if exports.wanted(request):
        return exports.csv_response(_("people"), COLUMNS, members)
    today = clock.today()
    context = {
        "page": page_of(request, members, size=50),
        "manages": actor.may(Permission.PEOPLE_MANAGE),
        "invitations": [
            {"invitation": each, "is_over": each.expires_on < today}
            for each in queries.invitations_of(actor)
        ],
    }
    return render(request, "providers/people.html", context)


def _member(request, membership_id: int):
    actor = request.actor
    return get_object_or_404(queries.people_of(actor, actor.tenant_id), pk=membership_id)


@require_http_methods(["GET", "POST"])
@access(Permission.PEOPLE_MANAGE)
def invite(request):
    """Ask somebody to join."""
    actor = request.actor
    return pages.act_page(
        request,
        act=lambda email, roles: services.invite(
            provider_id=actor.tenant_id, email=email, roles=roles, actor=actor, at=clock.now()
        ),
        done=_("The invitation is sent."),
        back=reverse("providers:people"),
        form_class=InviteForm,
        error_field="email",
        heading=_("Invite somebody"),
        button=_("Send the invitation"),
    )


@require_http_methods(["GET", "POST"])
@access(Permission.PEOPLE_MANAGE)
def roles(request, membership_id):
    """Change what one person may do."""
    member, actor = _member(request, membership_id), request.actor
    return pages.act_page(
        request,
        act=lambda **values: services.change_roles(
            membership=member, **values, actor=actor, at=clock.now()
        ),
        done=_("The roles of %(name)s are saved.") % {"name": member.user},
        back=reverse("providers:people"),
        form_class=RolesForm,
        form_options={
            "own": member.user_id == actor.user_id,
            "initial": {"roles": member.roles},
        },
        error_field="roles",
        heading=_("Roles of %(name)s") % {"name": member.user},
        button=_("Save the roles"),
    )


@require_http_methods(["GET", "POST"])
@access(Permission.PEOPLE_MANAGE)
def remove(request, membership_id):
    """Take one person out of the provider."""
    member, actor = _member(request, membership_id), request.actor
    own = member.user_id == actor.user_id
    name = {"name": member.user}
    sentences = [
        _("%(name)s no longer sees anything of your provider, from the next click on.") % name,
        _("What %(name)s did stays recorded. The account itself stays.") % name,
    ]
    if not own:
        sentences.append(_("%(name)s is told by e-mail.") % name)
    return pages.act_page(
        request,
        act=lambda **values: services.remove_member(
            membership=member, **values, actor=actor, at=clock.now()
        ),
        done=_("%(name)s no longer belongs to your provider.") % name,
        back=reverse("home:dashboard" if own else "providers:people"),
        cancel=reverse("providers:people"),
        form_class=RemoveForm,
        form_options={"own": own},
        heading=_("Remove %(name)s?") % name,
        button=_("Remove %(name)s") % name,
        warning=True,
        consequences=sentences,
    )


@require_POST
@access(Permission.PEOPLE_MANAGE)
def invitation_again(request, invitation_id):
    """Mail a new link; the old one stops working."""
    found = get_object_or_404(queries.invitations_of(request.actor), pk=invitation_id)
    pages.attempt(
        request,
        lambda: services.send_invitation_again(
            invitation=found, actor=request.actor, at=clock.now()
        ),
        _("The invitation to %(email)s is sent again.") % {"email": found.email},
    )
    return redirect("providers:people")


@require_http_methods(["GET", "POST"])
@access(Permission.PEOPLE_MANAGE)
def invitation_withdraw(request, invitation_id):
    """The link stops working."""
    found, actor = (
        get_object_or_404(queries.invitations_of(request.actor), pk=invitation_id),
        request.actor,
    )
    return pages.act_page(
        request,
        act=lambda: services.withdraw_invitation(invitation=found, actor=actor, at=clock.now()),
        done=_("The invitation to %(email)s is withdrawn.") % {"email": found.email},
        back=reverse("providers:people"),
        refusal=workflow.invitation.refusal(found, "withdraw", actor=actor, at=clock.now()),
        heading=_("Withdraw the invitation to %(email)s?") % {"email": found.email},
        button=_("Withdraw the invitation"),
        warning=True,
        consequences=[_("The link that was mailed stops working. Nobody is told.")],
    )
