"""The two pages of an exchange, and what they are sent, for tests."""


def ask_page(application):
    """Where the approver asks."""
    return f"/queue/{application.c_number}/ask/"


def answer_page(application):
    """Where the provider answers."""
    return f"/applications/{application.c_number}/answer/"


def typed(client, application, text):
    """What the open answer form would send with this answer to each question."""
    form = client.get(answer_page(application)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: text if name.startswith("answer_") else value for name, value in data.items()}


def said(response):
    """The messages at the top of the page."""
    return [str(message) for message in response.context["messages"]]
