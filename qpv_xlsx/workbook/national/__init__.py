"""Writes the national workbook: what several territories give together, each figure leading to a territory's master."""
