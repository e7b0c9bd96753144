"""Names of stored files that a row keeps beside its own: backups take these files along, and no sweep deletes them."""

from django.db import models


class StoredFileNames(models.JSONField):
    """A list of names of stored files."""
