"""The official table as it comes, in whatever layout: what its columns, rows and cells say, proposed as a campaign."""
