"""Drawings made on the server."""

from cet_portal.core import charts


def test_a_line_runs_over_the_whole_width_and_bridges_steps_without_figures():
    drawn = charts.line("now", "now", {1: 0.0, 3: 0.5, 5: 1.0}, last=5)

    assert drawn.points == "0.0,400.0 500.0,200.0 1000.0,0.0"


def test_a_line_of_one_step_is_a_point():
    assert charts.line("now", "now", {1: 0.25}, last=1).points == "0.0,300.0"


def test_bars_are_as_long_as_there_is_room_for_the_largest():
    assert [bar.width for bar in charts.bars_of([("a", 50), ("b", 200), ("c", 0)])] == [
        250,
        1000,
        0,
    ]
    assert [bar.words for bar in charts.bars_of([("a", 1200)])] == ["1,200"]


def test_bars_of_nothing_are_empty_and_not_an_error():
    assert [bar.width for bar in charts.bars_of([("a", 0)])] == [0]
    assert charts.bars_of([]) == []


def test_a_mark_never_leaves_the_drawing():
    assert charts.Bar("a", 1.2, "120%", 1.0).width == charts.WIDTH
    assert charts.Bar("a", 0.5, "50%", 1.0).mark_at == charts.WIDTH - 6
    assert charts.Bar("a", 0.5, "50%").mark_at is None
