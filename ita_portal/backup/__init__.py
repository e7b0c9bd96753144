"""Backup and restore: database and uploaded files in one archive that can be checked without the portal it came from.

The archive is a ZIP with `database` (a dump of PostgreSQL's own format, or a copy of the SQLite file), `files/…` and
last `manifest.json`, which says what all of it must be. Sessions are left out: whoever holds an archive could go on as
somebody, and a restore would sign people in again who had signed out.
"""
