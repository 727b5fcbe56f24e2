"""Spreadsheet files of any make: *opening* reads them into one neutral picture, *pen* writes new ones.

Lies under the adapters because campaigns, workbooks and exports all need it. Knows nothing of indicators.
"""
