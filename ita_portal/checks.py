"""System checks: a wrong environment says so before it prints a wrong document."""
