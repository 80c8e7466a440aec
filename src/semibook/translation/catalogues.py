"""Catalogues `locale/<lang>/<domain>.po`: texts in the reader's language, and keeping them current.

A domain is a chapter, a page of book/, or `semibook`: the texts of the package, of _toc.yml and of
_config.yml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polib
import yaml
from babel import Locale

from semibook import files, paths, toc
from semibook.cache import until_changed

SOURCE_LANGUAGE = "en"
PACKAGE = "semibook"


def _names() -> dict[str, str]:
    translated = sorted(file.parent.name for file in paths.LOCALE.glob(f"*/{PACKAGE}.po"))
    codes = [SOURCE_LANGUAGE, *translated]
    return {code: Locale.parse(code).get_language_name().capitalize() for code in codes}


#: The languages of the book, those that have catalogues, by the name that their readers give them.
NAMES = _names()
_SPHINX = ("sphinx", "config")
#: What a reader sees of _config.yml, as ways into it.
SETTINGS = (
    ("title",),
    ("author",),
    (*_SPHINX, "html_theme_options", "search_bar_text"),
    (*_SPHINX, "nb_code_prompt_show"),
    (*_SPHINX, "nb_code_prompt_hide"),
)


def languages(domain: str) -> list[str]:
    """The languages in which `domain` can be read: English, and those with a catalogue."""
    catalogues = sorted(paths.LOCALE.glob(f"*/{domain}.po"))
    return [SOURCE_LANGUAGE, *(each.parent.name for each in catalogues)]


def translator(lang: str, domain: str) -> Callable[[str], str]:
    """The function `_` that puts a text of `domain` into `lang`.

    Texts that a catalogue lacks, or holds as fuzzy, stay English.

    Raises:
        ValueError: if there is no catalogue of that domain in that language.
    """
    if lang == SOURCE_LANGUAGE:
        return str
    if lang not in languages(domain):
        raise ValueError(
            f"lang: found {lang!r}; {domain} can be read in: {', '.join(languages(domain))}"
        )
    texts = _texts(paths.LOCALE / lang / f"{domain}.po")
    return lambda text: texts.get(text, text)


@until_changed
def _texts(path: Path) -> dict[str, str]:
    return {each.msgid: each.msgstr for each in polib.pofile(str(path)) if each.translated()}


@dataclass(frozen=True)
class Status:
    """How much of a domain is translated.

    Attributes:
        domain: its name.
        total: messages in the sources now.
        missing: those without a translation.
        fuzzy: those whose English changed: text before, text now.
    """

    domain: str
    total: int
    missing: tuple[str, ...]
    fuzzy: tuple[tuple[str, str], ...]

    @property
    def done(self) -> int:
        """Messages that are translated."""
        return self.total - len(self.missing) - len(self.fuzzy)


def domains() -> list[str]:
    """All domains: chapters and pages in the order of the book, then the package."""
    return [*_sources(), PACKAGE]


def source_messages(domain: str) -> list[str]:
    """The messages of a domain as its sources stand, each once, in order.

    Raises:
        KeyError: if there is no such domain.
    """
    from semibook.translation import what_if, words
    from semibook.translation.messages import messages

    if domain == PACKAGE:
        modules = sorted(paths.PACKAGE_CODE.rglob("*.py"))
        found = [*_settings(), *(text for each in modules for text in messages(each))]
    elif domain in _sources():
        found = [
            *messages(_sources()[domain]),
            *words.messages(domain),
            *what_if.messages(domain),
        ]
    else:
        raise KeyError(f"no catalogue {domain!r}; catalogues are: {', '.join(domains())}")
    return list(dict.fromkeys(found))


def _places(domain: str) -> dict[str, str]:
    """Where messages of a chapter's words stand in their file, as catalogues tell translators."""
    from semibook.translation import words

    return words.messages(domain) if domain in _sources() else {}


def _sources() -> dict[str, Path]:
    found, made = {}, set(toc.from_data())  # whose words are those of the package
    for each in [page for page in toc.pages() if page not in made]:
        chapter = (paths.ROOT / each).with_suffix(".ipynb")
        found[chapter.stem] = chapter if chapter.is_file() else chapter.with_suffix(".md")
    return found


def config() -> dict:
    """_config.yml as it stands."""
    return yaml.safe_load((paths.ROOT / "_config.yml").read_text(encoding="utf-8"))


def _settings() -> Iterator[str]:
    for *way, last in SETTINGS:
        inner = config()
        for key in way:
            inner = inner[key]
        yield inner[last]
    yield from (part["caption"] for part in toc.parts())


def config_and_toc(lang: str) -> tuple[dict, dict]:
    """_config.yml and _toc.yml for the edition in `lang`."""
    _ = translator(lang, PACKAGE)
    settings = config()
    contents = toc.contents()
    settings["sphinx"]["config"]["language"] = lang
    if address := settings["html"].get("baseurl"):
        settings["html"]["baseurl"] = f"{address.rstrip('/')}/{lang}/"
    for *way, last in SETTINGS:
        inner = settings
        for key in way:
            inner = inner[key]
        inner[last] = _(inner[last])
    for part in contents["parts"]:
        part["caption"] = _(part["caption"])
    return settings, contents


def translated_chapter(notebook: Path, target: Path, lang: str) -> None:
    """Write a chapter in `lang`, without outputs: its Markdown and comments are translated.

    Args:
        notebook: the English chapter.
        target: where the other one goes.
        lang: a language for which there is a catalogue of that chapter.
    """
    import nbformat

    from semibook.translation.messages import translated_notebook

    chapter = nbformat.read(notebook, as_version=4)
    translated = translated_notebook(chapter, translator(lang, notebook.stem))
    files.write(target, f"{nbformat.writes(translated)}\n")


def extract(lang: str) -> list[Path]:
    """Bring the catalogues of `lang` up to date with the sources.

    A message whose English changed keeps its translation, marked fuzzy, with the English text that
    it was made from. Messages that are gone are dropped.

    Returns:
        The catalogues that changed.
    """
    changed = []
    for domain in domains():
        path = paths.LOCALE / lang / f"{domain}.po"
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        known = {each.msgid: each for each in polib.pofile(before)} if before else {}
        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = {"Language": lang, "Content-Type": "text/plain; charset=utf-8"}
        texts, places = source_messages(domain), _places(domain)
        gone = {text: each for text, each in known.items() if text not in texts and each.msgstr}
        catalogue.extend(known.get(text) or _entry(text, gone) for text in texts)
        for entry in catalogue:
            entry.comment = places.get(entry.msgid, "")
        after = f"{catalogue}\n"
        if after != before:
            files.write(path, after)
            changed.append(path)
    return changed


def _entry(text: str, gone: dict[str, polib.POEntry]) -> polib.POEntry:
    """A new message, with the translation of the one among those gone that it was made from."""
    for match in get_close_matches(text, gone, n=1):
        old = gone.pop(match)
        # An entry that was fuzzy before was translated from the text it names.
        made_from = old.previous_msgid or match
        return polib.POEntry(
            msgid=text, msgstr=old.msgstr, flags=["fuzzy"], previous_msgid=made_from
        )
    return polib.POEntry(msgid=text)


def status(lang: str) -> list[Status]:
    """How much of each domain is translated into `lang`, measured against the sources."""
    found = []
    for domain in domains():
        path = paths.LOCALE / lang / f"{domain}.po"
        catalogue = polib.pofile(str(path)) if path.is_file() else ()
        known = {each.msgid: each for each in catalogue}
        missing, fuzzy = [], []
        sources = source_messages(domain)
        for text in sources:
            entry = known.get(text)
            if entry is not None and entry.msgstr and entry.fuzzy:
                fuzzy.append((entry.previous_msgid or "", text))
            elif entry is None or not entry.msgstr:
                missing.append(text)
        found.append(Status(domain, len(sources), tuple(missing), tuple(fuzzy)))
    return found


def problems(lang: str) -> Iterator[str]:
    """What keeps the edition in `lang` from saying what the English one says.

    Yields:
        A line for each missing or fuzzy message, and for each translation that lost or gained a
        placeholder, a link, code or a number.
    """
    from semibook.translation.fidelity import lost

    for each in status(lang):
        where = f"locale/{lang}/{each.domain}.po"
        yield from (f"{where}: not translated: {_short(text)}" for text in each.missing)
        for before, now in each.fuzzy:
            yield f"{where}: English changed from {_short(before)} to {_short(now)}"
        path = paths.LOCALE / lang / f"{each.domain}.po"
        texts = _texts(path) if path.is_file() else {}
        for text in source_messages(each.domain):
            if text in texts:
                for problem in lost(text, texts[text], lang):
                    yield f"{where}: {_short(text)}: {problem}"


def _short(text: str) -> str:
    line = re.sub(r"\s+", " ", text)
    return repr(line if len(line) <= 72 else line[:70] + "…")
