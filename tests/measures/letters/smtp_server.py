"""A mail server for one test: takes letters on a free port of this machine and keeps them as they came."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


class Received(socketserver.ThreadingTCPServer):
    """Letters as bytes, in the order in which they came, with the addresses of their envelopes."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.letters: list[tuple[str, bytes]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client without login and encryption needs."""

    server: Received

    def handle(self) -> None:
        recipient = ""
        self._say("220 loopback")
        while line := self.rfile.readline():
            command = line.decode("ascii").strip()
            verb = command[:4].upper()
            if verb == "RCPT":
                recipient = command.partition("<")[2].partition(">")[0]
            if verb == "DATA":
                self._say("354 go on")
                self.server.letters.append((recipient, b"".join(self._letter())))
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _letter(self) -> Iterator[bytes]:
        """Yield the lines up to the lone point that ends a letter; a doubled point stands for one."""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            yield line[1:] if line.startswith(b"..") else line

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode("ascii"))


@contextmanager
def mail_server() -> Iterator[Received]:
    """Serve until the block ends."""
    with Received() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
