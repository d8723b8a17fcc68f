"""Approvals: CET applications (C-numbers), from draft to decision."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"
