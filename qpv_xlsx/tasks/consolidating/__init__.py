"""What a consolidation is made of: territories, the country, the version to publish, what is handed over."""
