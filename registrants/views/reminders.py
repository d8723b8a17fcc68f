"""How often somebody wants to hear of points that wait for them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from registrants import queries, services
from registrants.forms.reminders import ReminderForm


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.STATEMENT_READ_OWN)
def reminders(request):
    """One question, and when the next reminder comes."""
    person = queries.own_record(request.actor)
    form = bind_form(request, ReminderForm, initial={"frequency": person.reminders})
    if request.method == "POST" and form.is_valid():
        services.change_frequency(
            registrant=person,
            frequency=form.cleaned_data["frequency"],
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("registrants:reminders")
    today = clock.today()
    context = {
        "form": form,
        "waiting": queries.waiting_for([person.pk], today).get(person.pk),
        "next": queries.next_reminder_of(request.actor, today),
    }
    return render(request, "registrants/reminders.html", context)
