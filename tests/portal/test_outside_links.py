"""An address on the web is asked, and no machine of the inside by it: a real server on loopback, names that lie."""

import ipaddress
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ita_portal import outside_links
from ita_portal.outside_links import LinkState, Reach, is_public, is_web_address, look_at

NOT_PUBLIC = """
    127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.0.1 169.254.169.254
    100.64.0.1 100.100.100.200 100.127.255.255 168.63.129.16 192.0.0.1 192.0.0.9 192.0.0.192 192.0.2.1 192.88.99.1
    198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1
    2001::1 2001:0:7f00:1:: 2001:10::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 3fff::1 4000::1 5f00::1
    fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
"""
PUBLIC = "8.8.8.8 1.1.1.1 122.155.1.1 203.113.1.1 2001:4860:4860::8888 2400:cb00::1 2606:4700::1111"
NO_ADDRESSES = """
    ไม่มี www.example.go.th //example.go.th/ ftp://example.go.th/ file:///etc/passwd data:,x javascript:alert(1)
    gopher://example.go.th/ http:// http:///path https://name@example.go.th/ https://a:b@example.go.th/
    https://example.go.th:22/ https://example.go.th:8443/ https://example.go.th:x/ http://[::1 http://[x]/ http://a..b/
"""
MORE_OF_THEM = (
    *("", "https://example.go.th/\r\nHost: inside", "https://example.go.th\\@inside/", "https://exa mple.go.th/"),
    *(f"https://{'a' * 64}.go.th/", f"https://example.go.th/{'a' * 2_000}"),
)


class Site(BaseHTTPRequestHandler):
    """Answers by the path: /status/404, /to?ADDRESS, and some that behave badly."""

    asked: list[str]

    def do_GET(self):
        self.server.asked.append(f"{self.headers['Host']} {self.path}")
        kind, _, rest = self.path[1:].partition("?" if self.path.startswith("/to") else "/")
        getattr(self, f"_{kind}")(rest)

    def _status(self, code):
        self.send_response(int(code.partition("/")[0]))
        self.send_header("Set-Cookie", "a=b")
        self.end_headers()

    def _to(self, where):
        self.send_response(302)
        self.send_header("Location", where.encode().decode("latin-1"))
        self.end_headers()

    def _round(self, count):
        self._to(f"/round/{int(count) + 1}")

    def _endless(self, _):
        self.send_response_only(200)
        try:
            for number in range(10_000):
                self.wfile.write(b"X-%d: %s\r\n" % (number % 50, b"x" * 1_000))
        except OSError:
            self.server.was_left.set()

    def _slowly(self, _):
        try:
            while True:
                self.wfile.write(b"H")
                time.sleep(0.02)
        except OSError:
            self.server.was_left.set()

    def _nonsense(self, _):
        self.wfile.write(b"\x00\x01 nonsense\r\n\r\n")

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings):
    settings.LINK_CHECKS = True
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.asked, server.was_left = [], threading.Event()
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def reach(**changes) -> Reach:
    """What the tests may connect to: this machine, at whatever port, under whatever name."""
    home = ipaddress.ip_address("127.0.0.1")
    return Reach(
        **{"allows": home.__eq__, "resolves": lambda *_: [home], "ports": lambda *_: True, "seconds": 5} | changes
    )


def address(site, path: str, host: str = "www.example.go.th") -> str:
    return f"http://{host}:{site.server_port}{path}"


@pytest.mark.parametrize("text", NOT_PUBLIC.split())
def test_what_is_not_the_public_internet_is_refused(text, settings, monkeypatch):
    settings.LINK_CHECKS = True
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    inside = ipaddress.ip_address(text)
    assert not is_public(inside)
    beside = Reach(resolves=lambda *_: [ipaddress.ip_address("8.8.8.8"), inside])
    assert look_at("http://www.example.go.th/", reach=beside).state == LinkState.REFUSED


@pytest.mark.parametrize("text", PUBLIC.split())
def test_what_is_the_public_internet_is_not(text):
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost"]
)
def test_this_machine_is_not_reached_however_it_is_written(host, site):
    seen = look_at(f"http://{host}:{site.server_port}/status/200", reach=Reach(ports=lambda *_: True))
    assert seen.state in (LinkState.REFUSED, LinkState.UNREACHABLE)
    assert site.asked == []


@pytest.mark.parametrize("text", [*NO_ADDRESSES.split(), *MORE_OF_THEM])
def test_what_is_no_address_of_the_web_is_refused_before_a_name_is_looked_up(text, settings):
    settings.LINK_CHECKS = True
    asked = Reach(resolves=lambda *_: pytest.fail("looked up"))
    assert look_at(text, reach=asked).state == LinkState.REFUSED
    assert not is_web_address(text)


def test_addresses_as_people_write_them_are_fit():
    assert is_web_address("https://www.เทศบาล.ไทย/ข้อมูล/ita 2569.pdf".replace(" ", "%20"))
    assert is_web_address("HTTP://Example.go.th:80/?id=1&ปี=2569#a")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, LinkState.ANSWERS),
        (204, LinkState.ANSWERS),
        (401, LinkState.CLOSED),
        (403, LinkState.CLOSED),
        (404, LinkState.GONE),
        (410, LinkState.GONE),
        (429, LinkState.FAILS),
        (500, LinkState.FAILS),
        (304, LinkState.FAILS),
    ],
)
def test_an_answer_is_told_by_its_status(site, status, state):
    seen = look_at(address(site, f"/status/{status}"), reach=reach())
    assert (seen.state, seen.status) == (state, status)
    assert seen.is_open == (state == LinkState.ANSWERS)


def test_a_redirect_is_followed_and_thai_goes_over_the_line(site):
    seen = look_at(address(site, "/to?/status/200/ข้อมูล"), reach=reach())
    assert (seen.state, seen.final) == (LinkState.ANSWERS, address(site, site.asked[1].partition(" ")[2]))
    assert site.asked[1].endswith("/status/200/%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5")


@pytest.mark.parametrize(
    "where", ["http://inside/", "http://127.0.0.1/", "file:///etc/passwd", "//inside/", "http://a@b/", "http://[::1"]
)
def test_a_redirect_to_the_inside_is_refused(site, where):
    """Each step is judged like the first one."""
    outside, inside = (ipaddress.ip_address(each) for each in ("127.0.0.1", "127.0.0.2"))
    names = reach(resolves=lambda host, port: [outside if host == "www.example.go.th" else inside])
    assert look_at(address(site, f"/to?{where}"), reach=names).state == LinkState.REFUSED
    assert len(site.asked) == 1


def test_a_name_that_answers_differently_the_second_time_gains_nothing(site):
    """DNS rebinding: the address that was judged is the one that is connected to."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    lookups = []

    def resolve(host, port):
        lookups.append(host)
        return [ipaddress.ip_address(each) for each in next(answers)]

    assert look_at(address(site, "/status/200"), reach=reach(resolves=resolve)).is_open
    assert lookups == ["www.example.go.th"]


def test_who_leads_in_circles_is_left(site):
    assert look_at(address(site, "/round/1"), reach=reach()).state == LinkState.CIRCLES
    assert len(site.asked) == outside_links.MOST_REDIRECTS + 1


@pytest.mark.parametrize("path", ["/endless/", "/slowly/"])
def test_who_never_ends_is_left(site, path):
    assert look_at(address(site, path), reach=reach(seconds=0.3)).state == LinkState.UNREACHABLE
    assert site.was_left.wait(5)


def test_what_is_no_answer_is_none(site):
    assert look_at(address(site, "/nonsense/"), reach=reach()).state == LinkState.UNREACHABLE


def test_nobody_listens(settings):
    settings.LINK_CHECKS = True
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert look_at(f"http://www.example.go.th:{port}/", reach=reach()).state == LinkState.UNREACHABLE


def test_a_resolver_that_does_not_answer_is_not_waited_for(settings):
    settings.LINK_CHECKS = True
    done = threading.Event()
    stuck = reach(resolves=lambda *_: [done.wait(20)], seconds=0.2)
    assert look_at("http://www.example.go.th/", reach=stuck).state == LinkState.UNREACHABLE
    done.set()


def test_nothing_is_asked_where_it_is_not_allowed(site, settings):
    settings.LINK_CHECKS = False
    assert look_at(address(site, "/status/200"), reach=reach()).state == LinkState.NOT_ASKED
    assert site.asked == []


def test_a_certificate_has_to_be_of_the_name(site, tmp_path):
    """TLS goes to the judged address and is checked against the name."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    made += ["-subj", "/CN=www.example.go.th", "-addext", "subjectAltName=DNS:www.example.go.th"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    site.socket = tls.wrap_socket(site.socket, server_side=True)
    trusting = reach(trust=lambda: ssl.create_default_context(cafile=str(certificate)))
    https = address(site, "/status/200").replace("http:", "https:")
    assert look_at(https, reach=trusting).is_open
    assert look_at(https.replace("www.", "other."), reach=trusting).state == LinkState.UNTRUSTED
    assert look_at(https, reach=reach()).state == LinkState.UNTRUSTED
