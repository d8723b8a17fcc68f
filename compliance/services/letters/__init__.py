"""Letters about a cycle: asked for, written in sets by the worker, read, printed for the post."""

from compliance.services.letters.asking import ask_letters
from compliance.services.letters.noticing import plan_notices, rehearse_again, start_notice
from compliance.services.letters.posting import (
    ask_post_file,
    make_post_file,
    mark_posted,
    resume_post_file,
)
from compliance.services.letters.reading import join_letters, mark_letter_read
from compliance.services.letters.writing import PATIENCE, resume_letters, write_letters

__all__ = [
    "PATIENCE",
    "ask_letters",
    "ask_post_file",
    "join_letters",
    "make_post_file",
    "mark_letter_read",
    "mark_posted",
    "plan_notices",
    "rehearse_again",
    "resume_letters",
    "resume_post_file",
    "start_notice",
    "write_letters",
]
