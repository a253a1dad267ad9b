"""How fast the package is, as ratios measured side by side: `invoke bench`. README.md holds the last report."""
