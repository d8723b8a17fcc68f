"""Forms of what registrants ask for, and of what GOC staff say to it."""
