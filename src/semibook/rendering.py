"""Whether this process makes pages; runs for headline figures alone (`semibook.quick`) do not."""

from __future__ import annotations

#: Off, figures are not drawn and tables not written; what chapters compute is the same.
wanted = True
