"""The ways in. Each parses, makes one call on the service or the workshop, and renders."""
