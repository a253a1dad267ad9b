"""The contract as data, and the checker of recorded exchanges."""
