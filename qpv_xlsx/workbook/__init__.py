"""Workbooks of the collection: one layout, the writers of what is sent, the readers of what comes back, the master."""
