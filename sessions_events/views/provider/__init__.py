"""Pages of the provider: planning, one event, delivery, certificates, ratings."""
