"""What a change of the contract does to programs: `invoke contract.diff`."""
