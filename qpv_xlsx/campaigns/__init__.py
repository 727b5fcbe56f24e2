"""The campaign's outer forms: campagne.xlsx, campagne.json, built-in templates and geographies."""
