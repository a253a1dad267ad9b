"""What one call is made of, without its resource: settings, validation, JSON:API, retries, transport."""
