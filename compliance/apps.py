"""Compliance: the requirements of a cycle, and who meets them."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "compliance"
