"""What letters share: who gets them, in what words, by which way, and what became of them."""
