"""Pages of home: the front page, help, the deadline rehearsal."""
