"""The parts that every API call shares: settings, validation, JSON:API, retries and transport."""
