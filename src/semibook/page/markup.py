"""How text reaches a page, and whether this process makes pages at all.

Runs for headline figures alone  do not.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*_{}\[\]<>&#|~$]")

#: Off, figures are not drawn and tables not written; what chapters compute is the same.
wanted = True


def as_markdown(text: str) -> str:
    """Text that holds data, as Markdown that shows it letter by letter: a name is never markup."""
    return _MARKUP.sub(r"\\\g<0>", text)
