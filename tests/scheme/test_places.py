"""Towns by the names that people type."""

import pytest
from django.core.exceptions import ValidationError

from cet_portal.scheme import places
from cet_portal.scheme.enums import Region
from cet_portal.scheme.forms import PlaceField
from cet_portal.scheme.models import Place
from tests import builders


@pytest.fixture(autouse=True)
def _reference(db):
    builders.reference()


@pytest.mark.parametrize(
    "typed, name, county",
    [
        ("Leeds", "Leeds", "Leeds"),
        ("  leeds ", "Leeds", "Leeds"),
        ("LEEDS", "Leeds", "Leeds"),
        ("Stratford upon avon", "Stratford-upon-Avon", "Warwickshire"),
        ("Saint Albans", "St Albans", "Hertfordshire"),
        ("kings lynn", "King's Lynn", "Norfolk"),
        ("King’s Lynn", "King's Lynn", "Norfolk"),
        ("Hull", "Kingston upon Hull", "Kingston upon Hull"),
        ("Londonderry", "Derry", "Derry City and Strabane"),
        ("Newport, Isle of Wight", "Newport", "Isle of Wight"),
        ("newport (wales)", "Newport", "Newport"),
        ("Bangor, Northern Ireland", "Bangor", "Ards and North Down"),
    ],
)
def test_a_place_is_found_as_people_write_it(typed, name, county):
    found = places.find(typed)

    assert (found.place.name, found.place.county, found.problem) == (name, county, "")


def test_a_name_of_several_places_asks_which_one():
    found = places.find("Newport")

    assert found.place is None
    assert "There are several places called Newport" in found.problem
    assert len(found.choices) == 3
    assert all(places.find(choice).place for choice in found.choices)


def test_another_spelling_counts_only_where_no_place_has_the_name_itself():
    assert places.find("Bradford").place.region == "YORKSHIRE"
    assert places.find("Stoke").place.name == "Stoke-on-Trent"


@pytest.mark.parametrize("typed, near", [("Mancester", "Manchester"), ("Edinbrugh", "Edinburgh")])
def test_an_unknown_place_names_those_spelled_like_it(typed, near):
    found = places.find(typed)

    assert found.place is None
    assert near in found.choices
    assert f"We do not know the place “{typed}”. Did you mean" in found.problem


@pytest.mark.parametrize(
    "typed", ["qqqqzzzz", "LS1 4DY", "%", "'; drop table", "1" * 100, "日本", "\x00x"]
)
def test_nonsense_is_not_a_place(typed):
    assert places.find(typed).place is None
    assert "We do not know the place" in places.find(typed).problem


def test_the_field_gives_the_place_or_says_what_is_wrong():
    assert PlaceField().clean("leeds").name == "Leeds"
    assert PlaceField(required=False).clean(" ") is None
    with pytest.raises(ValidationError, match="several places called Newport"):
        PlaceField().clean("Newport")


def test_every_place_lies_in_the_united_kingdom_and_can_be_typed_in_full():
    """One key for one place: no place hides behind another."""
    rows = list(Place.objects.all())
    full = [places.key(place.full_name) for place in rows]

    assert len(rows) > 1500
    assert len(set(full)) == len(full)
    assert {place.region for place in rows} == set(Region) - {Region.ELSEWHERE}
    assert all(49 < place.latitude < 61 and -9 < place.longitude < 2 for place in rows)


def test_the_file_says_where_it_is_from():
    head = places.FILE.read_text(encoding="utf-8")[:400]

    assert "GeoNames" in head
    assert "CC BY 4.0" in head
