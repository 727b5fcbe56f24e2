"""campagne.xlsx: written, found again and read, compared with another."""
