"""What registrants ask for: messages to them, to the group, and to the CET manager."""
