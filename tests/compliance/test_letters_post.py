"""Letters for the post: one PDF, made once."""

import io

import pypdf
import pytest
from django.core.files.storage import default_storage

from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from compliance.models import LetterRound, PostFile
from compliance.queries import letters as reads
from compliance.services import letters as services
from compliance.services.letters import posting
from tests import builders
from tests.compliance.chosen_results import JANUARY, sealed_run, short
from tests.compliance.lettering import Killed, ask, people, write


@pytest.fixture
def for_post(db, settings, tmp_path) -> LetterRound:
    """Five letters of which three go by post."""
    stored = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    rows = [*people(2), *people(3, account=False)]
    return write(sealed_run(*map(short, rows)))


def made(letter_round: LetterRound) -> PostFile:
    found = services.ask_post_file(
        letter_round=letter_round, actor=builders.actor_of(builders.staff(), "staff"), at=JANUARY
    )
    services.make_post_file(post_file=found, now=lambda: JANUARY)
    found.refresh_from_db()
    return found


def test_the_letters_for_the_post_are_one_pdf_in_the_order_of_numbers(for_post, monkeypatch):
    monkeypatch.setattr(posting, "AT_ONCE", 2)

    found = made(for_post)

    with default_storage.open(found.file.file.name) as file:
        pages = pypdf.PdfReader(io.BytesIO(file.read()), strict=True).pages
        texts = [page.extract_text() for page in pages]
    numbers = [letter.number for letter in reads.for_post(for_post)]
    assert (found.done, found.letters, len(numbers)) == (3, 3, 3)
    firsts = [text for text in texts if "Dear" in text]
    assert [number in text for number, text in zip(numbers, firsts, strict=True)] == [True] * 3
    assert OutboxMessage.objects.filter(kind="post_file_made").count() == 1


def test_the_file_is_made_once_and_a_killed_worker_begins_it_anew(for_post, monkeypatch):
    monkeypatch.setattr(posting, "AT_ONCE", 1)
    found = services.ask_post_file(letter_round=for_post, actor=builders.MANAGER, at=JANUARY)
    times = []

    def dying():
        times.append(1)
        if len(times) == 3:
            raise Killed
        return JANUARY

    with pytest.raises(Killed):
        services.make_post_file(post_file=found, now=dying)
    found.refresh_from_db()
    assert (found.file, found.has_failed) == (None, False)
    assert reads.post_files_at_work(JANUARY) == [found]

    services.make_post_file(post_file=found, now=lambda: JANUARY)
    services.make_post_file(post_file=found, now=lambda: JANUARY)

    found.refresh_from_db()
    assert (found.done, found.tries) == (3, 2)
    assert found.file is not None


def test_a_file_that_no_worker_could_make_can_be_asked_for_again(for_post):
    found = services.ask_post_file(letter_round=for_post, actor=builders.MANAGER, at=JANUARY)
    PostFile.objects.filter(pk=found.pk).update(tries=PostFile.MOST_TRIES)
    found.refresh_from_db()
    assert found.has_failed
    assert not reads.post_files_at_work(JANUARY)
    services.make_post_file(post_file=found, now=lambda: JANUARY)
    assert PostFile.objects.get().file is None

    services.ask_post_file(letter_round=for_post, actor=builders.MANAGER, at=JANUARY)

    assert reads.post_files_at_work(JANUARY) == [found]


def test_without_letters_for_the_post_there_is_no_file(db):
    letter_round = write(sealed_run(short(builders.registrant())))

    with pytest.raises(Refused, match="Everybody has an account"):
        services.ask_post_file(letter_round=letter_round, actor=builders.MANAGER, at=JANUARY)


def test_the_file_waits_until_all_letters_are_written(db):
    letter_round = ask(sealed_run(short(builders.registrant(account=False))))

    with pytest.raises(Refused, match="not all written"):
        services.ask_post_file(letter_round=letter_round, actor=builders.MANAGER, at=JANUARY)
