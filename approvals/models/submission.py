"""What was submitted, as it stood: nobody can change it afterwards."""

from django.db import models


class Submission(models.Model):
    """One round: the first submission, or the application as it stood with an answer.

    `values` is what `rules.as_submitted` made of it. The database refuses changes and deletion.
    """

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    values = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "round"], name="one_submission_a_round")
        ]

    def __str__(self):
        return f"{self.application_id}, round {self.round}"
