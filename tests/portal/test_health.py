"""The two questions of a machine: alive, and ready to serve people."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def database_away(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.7 failed for user somchai")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_alive_asks_no_database(client):
    """No `db` fixture: pytest-django fails a test that asks the database."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_database_migrations_and_media_are(client, media):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert list(media.iterdir()) == []


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away_and_nothing_private_is_told(client, media, database_away):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "reasons": ["database", "migrations"]}
    assert "somchai" not in answer.text


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client, media):
    newest = MigrationLoader(connection).graph.leaf_nodes("reports")[0]
    MigrationRecorder(connection).record_unapplied(*newest)
    assert client.get("/readyz").json()["reasons"] == ["migrations"]


@pytest.mark.django_db
def test_not_ready_while_uploads_cannot_be_kept(client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert client.get("/readyz").json()["reasons"] == ["media"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_machines_on_the_server_ask_without_tls(client, settings, media, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == 200
    assert client.get("/login/").status_code == 301


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_questions_are_only_asked(client, path):
    assert client.post(path).status_code == 405


def test_a_wrong_host_is_refused_here_too(client):
    assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400
