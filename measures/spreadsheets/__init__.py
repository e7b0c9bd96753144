"""Measures as spreadsheets: what a page shows, and the plan itself, read back, checked, and only then stored."""
