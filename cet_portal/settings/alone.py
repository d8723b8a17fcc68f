"""For commands that touch neither database nor broker: nothing has to be set for them."""

import os

# Addresses that lead nowhere: a command that asks for them after all fails at once.
os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")

from cet_portal.settings.dev import *  # noqa: F403 the environment has to stand first

DEADLINE_REHEARSAL = False
DEMONSTRATION = False
