"""Drawings (SVG) that people bring: cleaned to their shapes, and painted as a picture of points."""
