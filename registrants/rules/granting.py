"""What the registrar may have granted for voluntary CET (CET Rules 2005, rule 14): pure."""

# More than any rule ever counted, of one sort.
MOST_GRANTED = 99
