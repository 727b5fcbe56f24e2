"""The consolidated result for other programs: long table, CSV, Data Package, HTML report."""
