"""What comes back: answers, figures as people write them, rules that look at them, what they explain of one another."""
