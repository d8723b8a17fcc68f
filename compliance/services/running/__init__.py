"""End-of-cycle runs: asked for, confirmed, worked through, sealed, verified."""

from compliance.services.running.starting import cancel_run, confirm_run, start_run
from compliance.services.running.verifying import Verification, verify_run
from compliance.services.running.working import resume_runs, work_on_run

__all__ = [
    "Verification",
    "cancel_run",
    "confirm_run",
    "resume_runs",
    "start_run",
    "verify_run",
    "work_on_run",
]
