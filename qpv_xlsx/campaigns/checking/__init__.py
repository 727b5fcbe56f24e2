"""What contradicts itself in a campaign, told at its cell."""
