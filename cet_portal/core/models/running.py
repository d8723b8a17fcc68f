"""Rows that keep the system running: counters, heartbeats, sweeps."""

from django.db import models


class Counter(models.Model):
    """The last number given of one kind. Locked while the next is taken."""

    prefix = models.CharField(max_length=5, primary_key=True)
    last = models.PositiveBigIntegerField(default=10_000)

    def __str__(self):
        return f"{self.prefix}-{self.last}"


class Heartbeat(models.Model):
    """When beat last sent and a worker last carried out a task. Real time, never shifted."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.at}"


class SweepRun(models.Model):
    """One run of one sweep: what it was asked for, and which cases it moved."""

    name = models.CharField(max_length=60)
    rehearsal = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()
    moved = models.JSONField(default=list)
    failed = models.JSONField(default=list)

    def __str__(self):
        return f"{self.name} {self.at}"
