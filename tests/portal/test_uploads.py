"""Uploads that are too large: read to their end where a form can say so, and never kept."""

import errno
import tracemalloc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import RequestFactory
from django.urls import resolve

from ita_portal.uploads import PostSizeMiddleware, WholeFileStorage
from tests.portal.addresses import addresses

BOUNDARY = "b0undary"
MEGABYTE = 1024**2


class Stream:
    """The body of a post that is made while it is read, so that the test itself holds none of it."""

    def __init__(self, size: int) -> None:
        self.left = size
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="before"\r\n\r\nก่อน\r\n'
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n'
        head += "Content-Type: application/pdf\r\n\r\n%PDF-1.4"
        tail = f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="after"\r\n\r\nหลัง\r\n--{BOUNDARY}--\r\n'
        self.length = len(head.encode()) + size + len(tail.encode())
        self.parts = self._parts(head.encode(), tail.encode())
        self.buffer = b""
        self.taken = 0

    def _parts(self, head: bytes, tail: bytes) -> Iterator[bytes]:
        yield head
        while self.left > 0:
            step = min(self.left, 64 * 1024)
            self.left -= step
            yield b"0" * step
        yield tail

    readline = None  # nothing that reads a post asks for lines

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self.buffer) < size:
            part = next(self.parts, None)
            if part is None:
                break
            self.buffer += part
        given, self.buffer = (self.buffer, b"") if size < 0 else (self.buffer[:size], self.buffer[size:])
        self.taken += len(given)
        return given


def posted(stream: Stream):
    about = {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}", "CONTENT_LENGTH": str(stream.length)}
    return RequestFactory().generic("POST", "/", b"", **{"wsgi.input": stream} | about)


def test_a_file_of_200_megabytes_is_read_to_its_end_and_not_kept():
    stream = Stream(200 * MEGABYTE)
    request = posted(stream)
    tracemalloc.start()
    try:
        file = request.FILES["files"]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (request.POST["before"], request.POST["after"]) == ("ก่อน", "หลัง")
    assert settings.UPLOAD_MAX_FILE_BYTES < file.size < settings.UPLOAD_MAX_FILE_BYTES + MEGABYTE
    assert peak < 10 * MEGABYTE
    assert stream.taken == stream.length


@pytest.mark.parametrize(("size", "is_cut"), [(20 * MEGABYTE, False), (20 * MEGABYTE + 1, True)])
def test_the_limit_itself_is_kept_whole(size: int, is_cut: bool):
    # The stream begins the file with eight bytes of its own.
    file = posted(Stream(size - 8)).FILES["files"]
    assert (file.size > settings.UPLOAD_MAX_FILE_BYTES) == is_cut
    assert is_cut or file.size == size


def test_a_post_larger_than_any_form_is_refused_unread(client):
    stream = Stream(settings.UPLOAD_MAX_POST_BYTES)
    response = PostSizeMiddleware(lambda request: pytest.fail("it was let through"))(posted(stream))
    assert response.status_code == 413
    assert "210 MB" in response.content.decode()
    assert stream.taken == 0


def test_the_middleware_guards_every_address(client):
    response = client.generic("POST", "/login/", b"", CONTENT_LENGTH=str(settings.UPLOAD_MAX_POST_BYTES + 1))
    assert response.status_code == 413
    assert client.get("/login/").status_code == 200


def test_a_large_post_is_for_pages_that_take_files_and_for_who_is_signed_in(nanueng, officer, as_user, client):
    def answer(of, url: str, length: int) -> int:
        return of.generic("POST", url, b"", CONTENT_LENGTH=str(length)).status_code

    mine = as_user(officer)
    report = f"/nanueng/2568/measures/{nanueng.plans.get(fiscal_year=2568).measures.first().key}/progress/"
    assert answer(client, "/login/", 300 * 1024) == answer(client, report, 300 * 1024) == 413
    assert answer(mine, "/nanueng/2568/scores/", 13 * MEGABYTE) == 413
    assert answer(mine, report, 200 * MEGABYTE) != 413
    assert answer(client, "/verify/0123456789abcdef/", 20 * MEGABYTE) != 413
    assert answer(client, "/verify/0123456789abcdef/", 22 * MEGABYTE) == 413


def test_pages_that_take_more_than_texts_are_few():
    assert {each.name for each in addresses() if hasattr(resolve(each.url).func, "largest_post")} == {
        "measure-progress",
        "opinion-on-paper",
        "round-report",
        "verify",
    }


# What is kept is whole


class CutOff(ContentFile):
    """A file whose disk is full after its first piece."""

    def chunks(self, chunk_size=None):
        yield b"the first piece"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_the_portal_keeps_uploads_so():
    assert isinstance(storages["default"], WholeFileStorage)


@pytest.fixture
def storage(tmp_path) -> WholeFileStorage:
    return WholeFileStorage(tmp_path)


def test_a_disk_that_fills_up_leaves_no_piece_of_a_file(storage, tmp_path):
    with pytest.raises(OSError, match="No space"):
        storage.save("evidence/a", CutOff(b""))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_is_stored_under_its_name_and_never_over_another(storage, tmp_path):
    first, second = storage.save("a", ContentFile(b"1")), storage.save("a", ContentFile(b"2"))
    assert first == "a" != second
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {first: b"1", second: b"2"}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
