"""Every return, decision and waiver of a campaign become one ledger."""
