"""The resources of the API, and what they are derived from."""
