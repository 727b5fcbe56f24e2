"""What comes next: the coordinator's next acts, and next year."""
