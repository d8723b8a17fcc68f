"""Machines with a key, for tests."""

import json

from django.test import Client

from cet_portal.core import clock
from cet_portal.core.actor import Actor
from sessions_events import services
from sessions_events.models import ApiKey


class Machine:
    """A system that comes with a key of this person."""

    def __init__(self, actor: Actor):
        self.actor = actor
        key, self.secret = services.make_key(name="Ours", actor=actor, at=clock.now())
        self.key: ApiKey = key

    def get(self, path: str, **headers):
        """The answer, whatever it is."""
        return Client().get(path, headers={"Authorization": f"Bearer {self.secret}", **headers})

    def read(self, path: str, **headers):
        """What a good answer says."""
        answer = self.get(path, **headers)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)
