"""Code derived from the contract by `invoke generate`. Not edited by hand."""
