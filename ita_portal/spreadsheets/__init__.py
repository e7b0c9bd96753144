"""Spreadsheets whatever they hold: files read safely, workbooks that look alike, a check carried to its storing."""
