"""The three lists: filters, sorting, files, what they say when empty."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core import clock
from tests import builders

pytestmark = pytest.mark.django_db

PROVIDERS, QUEUE, STAFFS = "/applications/", "/queue/", "/overview/applications/"
LISTS = pytest.mark.parametrize("address", [PROVIDERS, QUEUE, STAFFS])


@pytest.fixture
def provider():
    return builders.provider_with(name="Northgate 100%")[0]


@pytest.fixture
def reviewer():
    return builders.approver("Rowan Reader")


@pytest.fixture
def clients(provider, reviewer):
    """Who reads which list."""
    return {
        PROVIDERS: builders.client_for(builders.administrator_of(provider)),
        QUEUE: builders.client_for(reviewer),
        STAFFS: builders.client_for(builders.staff()),
    }


def titles(response):
    return [case.title for case in response.context["page"]]


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def count_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        assert response.status_code == 200
        if response.streaming:
            list(response.streaming_content)
    return len(captured)


@LISTS
def test_an_empty_list_says_what_appears_in_it(clients, address):
    assert "appear here" in clients[address].get(address).content.decode()


@pytest.mark.parametrize("show", ["mine", "asked", "decided", "nonsense", ""])
def test_each_part_of_the_queue_says_what_appears_in_it(clients, show):
    assert "appear here" in clients[QUEUE].get(f"{QUEUE}?show={show}").content.decode()


def test_queue_has_a_part_for_each_who_acts_next(clients, provider, reviewer):
    for status in ("IN_REVIEW", "INFORMATION_REQUESTED", "APPROVED", "REJECTED"):
        builders.application_at(status, provider=provider, approver=reviewer, title=status)

    content = clients[QUEUE].get(QUEUE).content.decode()

    for words in ("With you (1)", "With the provider (1)", "Decided (2)", "working days left"):
        assert words in content
    for show, expected in {
        "mine": ["IN_REVIEW"],
        "asked": ["INFORMATION_REQUESTED"],
        "decided": ["REJECTED", "APPROVED"],
    }.items():
        assert titles(clients[QUEUE].get(f"{QUEUE}?show={show}")) == expected


def test_the_list_of_staff_is_of_all_providers_without_drafts(clients, provider):
    builders.draft(provider=provider, title="draft")
    for status in ("SUBMITTED", "APPROVED"):
        builders.application_at(status, title=status)

    response = clients[STAFFS].get(STAFFS)

    assert titles(response) == ["APPROVED", "SUBMITTED"]
    assert 'value="DRAFT"' not in response.content.decode()


def test_lists_are_for_their_readers(clients):
    for reader, client in clients.items():
        for address in {QUEUE, STAFFS} - {reader}:
            assert client.get(address).status_code == 403
    assert clients[QUEUE].get(PROVIDERS).url == QUEUE
    assert clients[STAFFS].get(PROVIDERS).url == STAFFS


@pytest.fixture
def three(provider, reviewer):
    """One due soon, one due later, one approved."""
    now = clock.now()
    old = builders.application_at(
        "IN_REVIEW", provider=provider, approver=reviewer, title="Dry eye", at=now - timedelta(12)
    )
    new = builders.application_at(
        "IN_REVIEW",
        provider=provider,
        approver=reviewer,
        title="50% of_lenses",
        audiences=["DISPENSING_OPTICIAN"],
        units=["D1"],
    )
    done = builders.application_at(
        "APPROVED", provider=provider, approver=reviewer, title="Red eye"
    )
    return old, new, done


@pytest.mark.parametrize(
    "query, expected",
    [
        ("text=EYE", {"Dry eye", "Red eye"}),
        ("text=%25", {"50% of_lenses"}),
        ("text=_", {"50% of_lenses"}),
        ("text=\\", set()),
        ("text=c-1", {"Dry eye", "Red eye", "50% of_lenses"}),
        ("status=APPROVED", {"Red eye"}),
        ("unit=D1", {"50% of_lenses"}),
        ("provider=100%25", {"Dry eye", "Red eye", "50% of_lenses"}),
        ("provider=100_", set()),
        ("due=late", set()),
        ("due=week", {"Dry eye"}),
        ("due=week&unit=D1", set()),
        ("approver=nobody", set()),
    ],
)
def test_filters_leave_what_was_asked_for(clients, three, query, expected):
    assert set(titles(clients[STAFFS].get(f"{STAFFS}?{query}"))) == expected


def test_filters_by_approver_and_by_a_range_of_due_dates(clients, three, reviewer):
    old, new, _done = three

    def found(query):
        return set(titles(clients[STAFFS].get(f"{STAFFS}?{query}")))

    assert found(f"approver={reviewer.pk}") == {each.title for each in three}
    assert found(f"due_to={old.due_on}") == {old.title}
    assert found(f"due_from={new.due_on}&due_to={new.due_on:%d/%m/%Y}") == {new.title}


def test_late_is_what_somebody_should_have_acted_on(clients, reviewer):
    long_ago = clock.now() - timedelta(days=60)
    provider = builders.provider_with(at=long_ago)[0]
    for status in ("IN_REVIEW", "REJECTED"):  # the time to appeal against it is past as well
        builders.application_at(
            status, provider=provider, approver=reviewer, at=long_ago, title=status
        )

    assert titles(clients[STAFFS].get(f"{STAFFS}?due=late")) == ["IN_REVIEW"]


def test_what_emptied_a_list_is_said(clients, three):
    content = clients[STAFFS].get(f"{STAFFS}?status=EXPIRED&text=eye&page=7").content.decode()

    assert "No application matches" in content
    assert "Status: Expired. " in content
    assert 'href="?text=eye">2 applications without this filter' in content.replace("\n", "")
    assert "Number or title: “eye”. " in content
    assert "0 applications without this filter" in content


@LISTS
@pytest.mark.parametrize(
    "query",
    [
        "status=NONSENSE",
        "unit=ZZ9",
        "due=sometime",
        "approver=999999999999999999999",
        "approver=x",
        "page=zzz",
        "page=-1",
        "sort=zzz",
        "text=%00",
        "provider=%00",
        "due_from=nonsense",
        "due_from=31-2-2026",
        "due_to=9999999-99-99",
        "show=%00",
        f"text={'x' * 10_000}",
    ],
)
def test_nonsense_filters_nothing(clients, three, address, query):
    shown = titles(clients[address].get(address))

    assert titles(clients[address].get(f"{address}?{query}")) == shown != []
    assert clients[address].get(f"{address}?{query}&format=csv").status_code == 200


@LISTS
def test_a_range_that_ends_before_it_begins_is_said(clients, three, address):
    response = clients[address].get(f"{address}?due_from=2026-05-02&due_to=2026-05-01&text=dry")

    assert "“Due until” cannot lie before “Due from”." in response.content.decode()
    assert titles(response) == ["Dry eye"]


@LISTS
@pytest.mark.parametrize("typed", ["2026-13-45", "nonsense", "31-2-2026"])
def test_what_is_no_date_is_said_and_the_other_filters_stay(clients, three, address, typed):
    response = clients[address].get(f"{address}?due_from={typed}&text=dry")

    sentence = f"Due from: “{typed}” is not a date. Enter one such as 27 3 2026."
    assert sentence in response.content.decode()
    assert titles(response) == ["Dry eye"]


def test_what_is_no_date_is_said_above_an_empty_queue(clients):
    assert "is not a date" in clients[QUEUE].get(f"{QUEUE}?due_to=never").content.decode()


@LISTS
@pytest.mark.parametrize("typed", ["{0}", "C{1}", "c {1}", "c{1}"])
def test_a_number_is_found_however_it_is_typed(clients, three, address, typed):
    chosen = three[0]
    text = typed.format(chosen.c_number, chosen.c_number.removeprefix("C-"))

    assert titles(clients[address].get(address, {"text": text})) == [chosen.title]


@LISTS
@pytest.mark.parametrize(
    "sort", ["number", "title", "provider", "status", "submitted", "due", "decided", "approver"]
)
def test_lists_sort_by_each_column_both_ways(clients, three, address, sort):
    up, down = (titles(clients[address].get(f"{address}?sort={sign}{sort}")) for sign in ("", "-"))

    assert sorted(up) == sorted(down) != []


def test_sorting_by_title(clients, three):
    assert titles(clients[PROVIDERS].get(f"{PROVIDERS}?sort=-title")) == [
        "Red eye",
        "Dry eye",
        "50% of_lenses",
    ]


@LISTS
@pytest.mark.parametrize("file", ["", "format=csv"])
def test_as_many_queries_for_one_row_as_for_thirty(clients, provider, reviewer, address, file):
    builders.application_at("IN_REVIEW", provider=provider, approver=reviewer)
    for_one = count_queries(clients[address], f"{address}?{file}")

    for _row in range(29):
        builders.application_at("IN_REVIEW", provider=provider, approver=reviewer)

    assert count_queries(clients[address], f"{address}?{file}") == for_one


def test_the_file_has_what_the_filters_leave(clients, three, reviewer):
    old, new, done = three

    [row] = rows_of(clients[STAFFS].get(f"{STAFFS}?text=dry&format=csv"))
    queued = rows_of(clients[QUEUE].get(f"{QUEUE}?sort=-title&format=csv"))
    own = rows_of(clients[PROVIDERS].get(f"{PROVIDERS}?status=APPROVED&format=csv"))

    assert row["Number"] == old.c_number
    assert row["Approver"] == str(reviewer)
    assert row["Due"] == old.due_on.isoformat()
    assert [each["Title"] for each in queued] == [old.title, new.title]
    assert own[0]["Approval ends"] == done.approval_ends.isoformat()
    granted = done.approvals.get()
    assert own[0]["Points asked for"] == str(done.points_total)
    assert own[0][f"Points approved for {granted.get_audience_display()}"] == str(granted.total)
    assert row["Points approved for optometrists"] == ""
    assert row["Interactive points asked for"] == str(old.points_interactive)
    assert row["Specialist points asked for"] == str(old.points_specialist or "")


def test_the_file_says_which_points_are_interactive_and_which_specialist(clients, provider):
    granted = builders.application_at(
        "APPROVED",
        provider=provider,
        audiences=["OPTOMETRIST", "CONTACT_LENS_OPTICIAN"],
        units=["O1", "C1"],
        points_specialist=1,
    )

    [row] = rows_of(clients[PROVIDERS].get(f"{PROVIDERS}?format=csv"))

    total, interactive = str(granted.points_total), str(granted.points_interactive)
    assert row["Specialist points asked for"] == "1"
    assert row["Interactive points approved for optometrists"] == interactive
    assert row["Specialist points approved for optometrists"] == "0"
    assert row["Specialist points approved for contact lens opticians"] == total
    assert row["Specialist points approved for dispensing opticians"] == ""


def test_a_provider_never_reads_who_reviews(clients, three):
    page = clients[PROVIDERS].get(PROVIDERS).content.decode()
    [first, *_rest] = rows_of(clients[PROVIDERS].get(f"{PROVIDERS}?format=csv"))

    assert "Rowan Reader" not in page
    assert "Rowan Reader" not in first.values()


def test_the_filters_of_a_part_of_the_queue_stay_in_it(clients, provider, reviewer):
    builders.application_at("APPROVED", provider=provider, approver=reviewer)

    content = clients[QUEUE].get(f"{QUEUE}?show=decided&text=zzz").content.decode()

    assert '<input type="hidden" name="show" value="decided">' in content
    assert 'href="?show=decided"' in content
