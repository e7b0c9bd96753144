"""Spreadsheets whatever they hold: files read safely, tables that look alike, one way in from check to storing."""
