"""Number formats: a cell says what the sheet shows."""

from __future__ import annotations

import pytest

from semibook.intake.read.number_formats import FormatError, number_as_shown


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (5900, "General", "5900"),
        (5900, "#,##0", "5900"),
        (0.235, "0.0%", "23.5%"),
        (590_000_000_000, "#,##0,,", "590000"),
        (590_400_000_000, '#,##0,,"百万円"', "590400百万円"),
        (29, '#,##0"千円"', "29千円"),
        (6, '"令和"0"年度"', "令和6年度"),
        (7, "000", "007"),
        (-5.5, '#,##0.0;"▲"#,##0.0', "-5.5"),
        (-5.5, "#,##0.0;[Red]-#,##0.0", "-5.5"),
        (5900, '"約"#,##0', "約5900"),
        (5900, "[$¥-411]#,##0", "¥5900"),
        (5900, '"¥"#,##0', "¥5900"),
        (0.1, '0.0"%"', "0.1%"),
        (12345, '0_);"("0")"', "12345"),
        (1.5, '_ * #,##0.0_ ;_ * -#,##0.0_ ;_ * "-"?_ ;_ @_ ', "1.5"),
        (2024, "@", "2024"),
    ],
)
def test_a_number_is_what_its_format_shows(value, shape, text):
    assert number_as_shown(value, shape) == text


@pytest.mark.parametrize(
    ("value", "shape", "said"),
    [
        (1e29, "#,##0", "a number of fewer digits"),
        (5.0, "[>1.2.3]0;0.0", "conditions are numbers"),
    ],
)
def test_a_format_that_cannot_show_a_number_is_refused(value, shape, said):
    with pytest.raises(FormatError, match=said):
        number_as_shown(value, shape)
