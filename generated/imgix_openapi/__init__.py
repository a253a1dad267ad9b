# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Low-level operations of the imgix Management API, generated from openapi/imgix-management.yaml."""
