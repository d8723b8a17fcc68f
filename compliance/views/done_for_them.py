"""What staff did on somebody’s behalf, for the pages of a request for an exception."""


def timeline(done, *, is_own: bool = False) -> list[dict]:
    """What staff did on behalf of somebody, for the component; for the person without names."""
    return [
        {"title": str(each), "at": each.done_at, "by": "" if is_own else each.done_by}
        for each in done
    ]
