"""Report what a change of the contract does to programs: `invoke contract.diff`."""
