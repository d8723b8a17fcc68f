"""New drafts from old applications: a copy of one, the re-approval of many."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import queries, services
from approvals.models import CetApplication
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from tests import builders

pytestmark = pytest.mark.django_db

RENEWALS = "/applications/expired/"
CONFIRM = "/applications/expired/renew/"


@pytest.fixture
def actor(provider):
    return builders.actor_of(builders.administrator_of(provider))


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


def expired(provider, **changed):
    return builders.application_at("EXPIRED", provider=provider, **changed)


def renewal_of(old):
    return CetApplication.objects.get(copied_from=old, renews=True)


@pytest.mark.parametrize("status", builders.ROUTES)
def test_copy_of_any_status_is_a_draft_that_says_the_same(provider, actor, status):
    old = builders.application_at(status, provider=provider, feedback="Kept for option B")

    new = services.copy(application=old, actor=actor, at=clock.now())

    assert (new.status, new.copied_from, new.renews) == ("DRAFT", old, False)
    assert queries.values_of(new) == queries.values_of(old)
    assert new.c_number != old.c_number
    assert (new.submitted_at, new.approver, new.due_on) == (None, None, None)


def test_copy_takes_the_files_but_not_those_taken_away(provider, actor):
    old = builders.draft(provider=provider)
    kept, gone = (
        services.attach(
            application=old,
            file=SimpleUploadedFile(f"{name}.txt", name.encode()),
            kind="TEXT",
            actor=actor,
            at=clock.now(),
        )
        for name in ("kept", "gone")
    )
    services.remove_attachment(attachment=gone, actor=actor, at=clock.now())

    new = services.copy(application=old, actor=actor, at=clock.now())

    assert [each.file for each in new.attachments.all()] == [kept.file]
    assert old.attachments.count() == 2


def test_copy_leaves_the_fast_track_to_be_asked_anew(provider, actor):
    old = builders.draft(provider=provider, fast_track=True)

    new = services.copy(application=old, actor=actor, at=clock.now())

    assert not new.fast_track
    assert "speed" in old.sections_saved
    assert "speed" not in new.sections_saved


def test_copy_pressed_twice_makes_one(client, provider):
    old = builders.draft(provider=provider)

    first, second = (client.post(f"/applications/{old.c_number}/copy/") for _click in range(2))

    assert first.url == second.url
    assert CetApplication.objects.filter(copied_from=old).count() == 1


def test_copy_of_a_foreign_application_is_not_found(client):
    foreign = builders.application_at("APPROVED")

    for answer in (client.get, client.post):
        assert answer(f"/applications/{foreign.c_number}/copy/").status_code == 404


def test_copy_is_for_those_who_write(provider):
    old = builders.draft(provider=provider)
    contact = builders.client_for(builders.member(provider, Role.PRINCIPAL_CONTACT))

    assert contact.post(f"/applications/{old.c_number}/copy/").status_code == 403


def test_both_show_the_number_of_the_other(client, provider):
    old = builders.application_at("REJECTED", provider=provider)
    said = client.get(f"/applications/{old.c_number}/copy/").content.decode()

    draft = client.post(f"/applications/{old.c_number}/copy/", follow=True)

    new = CetApplication.objects.get(copied_from=old)
    page = draft.content.decode()
    assert "Fast track is not copied" in said
    assert f"{new.c_number} is a draft filled from {old.c_number}." in page
    assert "Copied from" in page
    back = client.get(f"/applications/{old.c_number}/").content.decode()
    assert "Copied to" in back
    assert f'href="/applications/{new.c_number}/"' in back


def test_renewals_lists_what_expired_and_has_no_re_approval_yet(client, provider):
    waiting, under_way = expired(provider), expired(provider)
    builders.application_at("APPROVED", provider=provider)
    foreign = builders.application_at("EXPIRED")
    client.post(CONFIRM, {"pick": [under_way.c_number]})

    page = client.get(RENEWALS)

    assert [each.pk for each in page.context["page"]] == [waiting.pk]
    assert [each.copied_from for each in page.context["on_their_way"]] == [under_way]
    assert foreign.c_number not in page.content.decode()


def test_renewals_without_any_says_what_appears_there(client):
    page = client.get(RENEWALS).content.decode()

    assert "CET of your provider whose approval has ended appears here." in page


def test_renewals_can_be_searched(client, provider):
    found, _other = expired(provider, title="Night driving"), expired(provider)

    page = client.get(RENEWALS, {"q": "night"})
    nothing = client.get(RENEWALS, {"q": "\x00nothing"}).content.decode()

    assert [each.pk for each in page.context["page"]] == [found.pk]
    assert nothing


def test_what_is_approved_again_under_its_title_is_said_and_left_alone(client, provider):
    again, other = expired(provider, title="Night driving"), expired(provider, title="Glaucoma")
    builders.application_at("APPROVED", provider=provider, title="night Driving")
    builders.application_at("APPROVED", title="Glaucoma")  # somebody else's

    page = client.get(RENEWALS).content.decode()
    everything = client.get(CONFIRM, {"all": "1"})
    picked = client.get(CONFIRM, {"pick": [again.c_number]})

    assert page.count("Your provider has an approved CET of this title already.") == 1
    assert everything.context["chosen"] == [other]
    assert picked.context["chosen"] == [again]


def test_the_list_of_expired_cet_is_a_file_too(client, provider):
    expired(provider, title="Night driving")
    other = expired(provider, title="Glaucoma")

    answer = client.get(RENEWALS, {"format": "csv", "q": "glau"})

    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].endswith('expired-cet.csv"')
    assert len(lines) == 2
    assert lines[1].startswith(f"{other.c_number},Glaucoma,")
    assert lines[1].endswith(",no")


def test_renewals_take_the_same_queries_for_one_and_for_many(
    client, provider, django_assert_max_num_queries
):
    expired(provider)
    client.get(RENEWALS)
    with django_assert_max_num_queries(40) as one:
        client.get(RENEWALS)
    for _each in range(3):
        expired(provider)
    with django_assert_max_num_queries(len(one)):
        client.get(RENEWALS)


def test_the_confirm_page_says_what_will_happen_and_names_what_is_on_its_way(client, provider):
    waiting, under_way = expired(provider), expired(provider)
    client.post(CONFIRM, {"pick": [under_way.c_number]})

    page = client.get(CONFIRM, {"pick": [waiting.c_number, under_way.c_number]})

    assert page.context["chosen"] == [waiting]
    assert page.context["left"] == [(under_way, renewal_of(under_way))]
    assert "1 draft is made" in page.content.decode()
    assert not CetApplication.objects.filter(copied_from=waiting).exists()


def test_many_become_drafts_linked_to_their_old_numbers(client, provider):
    old = [expired(provider, title=f"Course {number}") for number in range(3)]

    page = client.post(CONFIRM, {"pick": [each.c_number for each in old]}, follow=True)

    assert "3 drafts are made" in page.content.decode()
    for each in old:
        new = renewal_of(each)
        assert (new.status, new.title, new.provider) == ("DRAFT", each.title, provider)
        linked = client.get(f"/applications/{new.c_number}/").content.decode()
        assert "Re-approval of" in linked
        assert each.c_number in linked
        assert new.c_number in client.get(f"/applications/{each.c_number}/").content.decode()


def test_all_is_what_the_search_leaves(client, provider):
    night, _other = expired(provider, title="Night driving"), expired(provider)

    page = client.get(CONFIRM, {"all": "1", "q": "night"})

    assert page.context["chosen"] == [night]


def test_pressed_twice_the_second_names_those_on_their_way(client, provider):
    old = expired(provider)

    client.post(CONFIRM, {"pick": [old.c_number]})
    second = client.post(CONFIRM, {"pick": [old.c_number]}, follow=True)

    assert f"re-approval is on its way: {old.c_number}." in second.content.decode()
    assert CetApplication.objects.filter(copied_from=old).count() == 1


def test_a_re_approval_that_was_withdrawn_can_be_begun_anew(client, provider, actor):
    old = expired(provider)
    client.post(CONFIRM, {"pick": [old.c_number]})
    services.withdraw(application=renewal_of(old), actor=actor, at=clock.now())

    client.post(CONFIRM, {"pick": [old.c_number]})

    assert CetApplication.objects.filter(copied_from=old, status="DRAFT").count() == 1


@pytest.mark.parametrize("picked", [[], ["C-99999"], ["nonsense", "\x00", "<script>"]])
def test_nothing_that_can_be_renewed_is_said(client, picked):
    page = client.get(CONFIRM, {"pick": picked}, follow=True)

    assert "Choose at least one CET that has expired." in page.content.decode()


@pytest.mark.parametrize("status", ["APPROVED", "REJECTED", "DRAFT"])
def test_only_expired_cet_is_renewed(client, provider, status):
    other = builders.application_at(status, provider=provider)

    client.post(CONFIRM, {"pick": [other.c_number]})

    assert not CetApplication.objects.filter(copied_from=other).exists()


def test_a_foreign_expired_cet_is_not_renewed(client):
    foreign = builders.application_at("EXPIRED")

    client.post(CONFIRM, {"pick": [foreign.c_number]})

    assert not CetApplication.objects.filter(copied_from=foreign).exists()


def test_reapprove_by_another_provider_is_refused(provider):
    foreign = builders.actor_of(builders.provider_with()[1])

    with pytest.raises(Refused, match="Only the provider"):
        services.reapprove(applications=[expired(provider)], actor=foreign, at=clock.now())
