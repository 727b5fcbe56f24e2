"""The field in plain values and functions: opens nothing, prints nothing, asks no clock."""
