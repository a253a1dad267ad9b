# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Contains endpoint functions for accessing the API"""
