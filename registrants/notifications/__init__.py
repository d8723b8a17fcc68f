"""What is told to registrants. Texts: templates/emails/."""
