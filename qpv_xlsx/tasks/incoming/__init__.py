"""What came in: gathered wherever it lay, read each file apart, told as one report."""
