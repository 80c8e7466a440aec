"""Whether the addresses of sources and references still open. Asks other hosts: not for a build."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import requests

from semibook.tables import frames, reference, vintages
from semibook.tables.characters import web_address

#: A ministry's server can take its time; what takes longer will not be read either.
_SECONDS = 30
#: Some servers answer nothing but what calls itself a browser.
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; semibook link check)"}
#: The server is there and keeps robots or readers from elsewhere out: a person has to look.
_GUARDED = {401, 403, 405, 406, 429, 451}


def addresses() -> dict[str, str]:
    """Each web address that a source or a reference names, with the first place that does."""
    found: dict[str, str] = {}
    for name in vintages.names():
        sources = frames.load("sources", name)[["id", "address"]].dropna()
        for source, address in sources.itertuples(index=False):
            if web_address(address):
                found.setdefault(address, f"data/{name}/sources.csv, {source}")
    for key, address in reference.citations().items():
        if web_address(address):
            found.setdefault(address, f"book/references.bib, {key}")
    return found


def problem(address: str) -> str:
    """Why an address does not open, in a few words; empty if it does, or only robots may not.

    Args:
        address: of a page or file; only the head of its answer is read.
    """
    try:
        answer = requests.get(address, headers=_HEADERS, timeout=_SECONDS, stream=True)
        answer.close()
    except requests.RequestException as error:
        return type(error).__name__
    opens = answer.ok or answer.status_code in _GUARDED
    return "" if opens else f"answer {answer.status_code}"


def problems(found: dict[str, str]) -> Iterator[str]:
    """A line for each address that does not open.

    Args:
        found: addresses, each with the place that names it.
    """
    with ThreadPoolExecutor(max_workers=8) as pool:
        for (address, place), reason in zip(found.items(), pool.map(problem, found), strict=True):
            if reason:
                yield f"{place}: {address}: {reason}"
