"""Scores as spreadsheets: one table that is printed as a workbook or CSV, read back, checked, and only then stored."""
