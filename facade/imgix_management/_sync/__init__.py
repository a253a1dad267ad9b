# Derived from facade/imgix_management/_async/__init__.py by `invoke sync`. Do not edit.
