"""From the ledger to statuses, tallies and rankings."""
