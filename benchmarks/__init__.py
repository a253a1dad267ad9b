"""How fast the package is, told as ratios taken side by side: `invoke bench`. README.md holds the last report."""
