"""What derives code from the contract, and what checks it. Not part of the package."""
