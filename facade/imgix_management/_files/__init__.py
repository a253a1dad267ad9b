"""Files to upload and to download."""
