# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Contains methods for accessing the API"""
