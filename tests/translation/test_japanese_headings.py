"""Japanese headings end in nouns, not in questions or verbs."""

from __future__ import annotations

import polib
import pytest

from semibook import paths

#: The name of the book.
TITLE = "# 日本の半導体戦略を再計算する"
CATALOGUES = sorted((paths.LOCALE / "ja").glob("*.po"))


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_japanese_heading_ends_in_a_noun(file):
    headings = [entry.msgstr for entry in polib.pofile(str(file)) if entry.msgid.startswith("#")]
    verbs = [heading for heading in headings if heading.endswith(("か", "る", "む", "た", "い"))]
    assert set(verbs) <= {TITLE}
