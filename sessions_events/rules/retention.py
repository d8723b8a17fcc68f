"""How long an event's record is kept."""

from datetime import date

YEARS = 6  # mission/000 "Record keeping": for a period of six years


def keep_until(last_day: date) -> date:
    """The last day of the six years; of 29 February, 1 March, for nothing is kept too short."""
    try:
        return last_day.replace(year=last_day.year + YEARS)
    except ValueError:
        return date(last_day.year + YEARS, 3, 1)


def ended_by(today: date) -> date:
    """Events whose last day lies before this day have been kept for six years."""
    try:
        return today.replace(year=today.year - YEARS)
    except ValueError:
        return date(today.year - YEARS, 3, 1)
