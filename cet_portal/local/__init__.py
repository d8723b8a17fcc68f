"""What runs the project on one machine: set-up, own services, the demonstration.

Nothing in the product imports it.
"""
