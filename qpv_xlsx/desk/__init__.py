"""The desk (« bureau »): a local page for a coordinator without a terminal. It calls tasks, and has no rule of its own."""
