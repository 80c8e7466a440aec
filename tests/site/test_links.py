"""The check of addresses, against a server of its own."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from semibook.site import links


class _Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(self.path[1:]))
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    with HTTPServer(("127.0.0.1", 0), _Server) as served:
        Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


@pytest.mark.parametrize(
    ("status", "reason"),
    [(200, ""), (403, ""), (404, "answer 404"), (410, "answer 410"), (500, "answer 500")],
)
def test_a_page_that_is_gone_is_told_and_one_that_bars_robots_is_not(server, status, reason):
    assert links.problem(f"{server}/{status}") == reason


def test_a_server_that_is_gone_is_told():
    assert links.problem("http://127.0.0.1:9/") == "ConnectionError"


def test_each_line_says_where_the_address_stands(server):
    found = {f"{server}/200": "a", f"{server}/404": "data/x/sources.csv, f1"}
    told = list(links.problems(found))
    assert told == [f"data/x/sources.csv, f1: {server}/404: answer 404"]


def test_the_addresses_are_those_of_sources_and_references():
    found = links.addresses()
    assert all(address.startswith("http") for address in found)
    assert any(place.startswith("book/references.bib") for place in found.values())
    assert any(place.startswith("data/2026-11/") for place in found.values())
