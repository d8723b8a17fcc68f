"""What other apps may listen to."""

from django.dispatch import Signal

# Inside the transaction in which staff withdraw an approval or its cycle ends:
# sender=CetApplication, application=, actor=, at=, reason=.
approval_ended = Signal()
