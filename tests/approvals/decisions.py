"""What the form of a decision sends, and what its pages say."""

APPROVE = {
    "OPTOMETRIST_outcome": "approve",
    "OPTOMETRIST_total": "2",
    "OPTOMETRIST_interactive": "1",
    "OPTOMETRIST_peer_review": "no",
    "OPTOMETRIST_units": ["O1"],
    "reasons": "",
}
REJECT = {"OPTOMETRIST_outcome": "reject", "reasons": "Please look at the guide."}
CONFIRM = {"confirm": "yes"}


def page(application, rest="decide/"):
    return f"/queue/{application.c_number}/{rest}"


def said(response):
    return [str(message) for message in response.context["messages"]]


def status_of(application):
    application.refresh_from_db()
    return application.status
