"""A refusal that no view caught: a sentence on the page before, and no going round in circles."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from cet_portal.core.middleware import RefusalMiddleware
from cet_portal.core.permissions import Refusal, Refused

PAGE = "http://testserver/applications/C-10001/"


@pytest.fixture
def refuse(client):
    def ask(method, path, referer=""):
        request = getattr(RequestFactory(), method)(path, headers={"Referer": referer})
        request.session = client.session
        request._messages = []

        class Kept(list):
            def add(self, level, message, extra_tags=""):
                self.append(message)

        request._messages = Kept()
        answer = RefusalMiddleware(None).process_exception(request, Refused(Refusal("Not now.")))
        return answer, list(get_messages(request))

    return ask


@pytest.mark.django_db
@pytest.mark.parametrize(
    "method, path, referer, back",
    [
        pytest.param("post", "/applications/C-10001/submit/", PAGE, "/applications/C-10001/"),
        pytest.param("post", "/applications/C-10001/", PAGE, "/applications/C-10001/", id="itself"),
        pytest.param("get", "/sessions/new/", PAGE + "?page=2", "/applications/C-10001/?page=2"),
        pytest.param("get", "/applications/C-10001/", PAGE, "/", id="no circle"),
        pytest.param("post", "/x/", "https://elsewhere.example/x/", "/", id="foreign"),
        pytest.param(
            "post", "/x/", "http://testserver//elsewhere.example/", "/%2Felsewhere.example/"
        ),
        pytest.param("post", "/x/", "", "/", id="no referer"),
    ],
)
def test_refused_goes_back_with_the_sentence(refuse, method, path, referer, back):
    answer, sentences = refuse(method, path, referer)

    assert (answer.status_code, answer["Location"]) == (302, back)
    assert sentences == ["Not now."]


@pytest.mark.django_db
def test_refused_at_home_is_a_403_with_the_sentence(refuse):
    with pytest.raises(PermissionDenied, match="Not now"):
        refuse("get", "/", PAGE)


def test_other_exceptions_are_none_of_its_business():
    request = RequestFactory().get("/")

    assert RefusalMiddleware(None).process_exception(request, ValueError()) is None
