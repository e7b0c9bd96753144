"""Documents that an agency has already, read into a year: what they say, beside what is stored, stored as one act."""
