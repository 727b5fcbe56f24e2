"""From the bytes of a return to a Submission: whose it is, where each question is answered, what each cell means."""
