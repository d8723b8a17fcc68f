"""Python's search for garbage rests while many plain rows are made and dropped."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_rests() -> Iterator[None]:
    """What is dropped is freed all the same; only rings of objects wait until the end.

    Looking for rings among a hundred thousand rows that have none costs a fifth of their time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
