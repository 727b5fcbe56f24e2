"""What the coordinator has to decide, and what can be answered: the same lines in ``decisions.xlsx`` and at the desk."""
