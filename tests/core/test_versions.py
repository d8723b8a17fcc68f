"""What marks the text a form was opened with."""

from cet_portal.core.versions import version_of


def test_a_version_is_the_same_for_the_same_values_and_empty_for_none():
    assert version_of("") == version_of(None, "") == ""
    assert version_of("a", "b") == version_of("a", "b")
    assert len({version_of("a", "b"), version_of("ab", ""), version_of("b", "a"), ""}) == 4
