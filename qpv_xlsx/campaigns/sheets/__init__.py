"""What the sheets of campagne.xlsx hold: their columns, their tables, the forms of their cells."""
