"""The demonstration's data: people who are all invented, and what they did until now.

Everything goes through the services of the apps, in the order of time, each act at its own
instant (`stage`). Dates are counted back from the present (`days`), so that the demonstration
always begins today.
"""
