"""What a translation must keep: placeholders, links, code, markup and numbers."""

from __future__ import annotations

import re

import pytest

from semibook.translation.fidelity import lost


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("4.3 trillion yen over 10 years", "10年間で4.3兆円"),
        ("476 billion yen", "4,760億円"),
        ("1.75 trillion", "1兆7,500億"),
        ("1.5 million wafers", "150万枚"),
        ("three steps by February 2024", "2024年2月までの3段階"),
        ("one third of 15 trillion", "15兆の3分の1"),
        ("Fifteen trillion yen", "15兆円"),
        ("10 firms", "十社、10社"),
        ("The gap is {gap:.1f}%.", "差は{gap:.1f}%。"),
        ("See [how](methods.md), {cite:p}`a2020`.", "[方法](methods.md)、{cite:p}`a2020`参照"),
        ("Set `usd_jpy` to 150.", "`usd_jpy`を150にする。"),
        ("Slide 8 says so", "スライド８にある"),
        ("twenty-five firms", "25社"),
        ("**Bold** text", "**太字**の文"),
        ("**A sentence.** More", "**文。** 続き"),
        ("2**3", "2**3"),
        ("Users' own chips,\nnumber", "独自の\n半導体"),
        ("effect per yen; none is lost", "1円当たりの効果、損失は0"),
        ("{{ a | yen }} of {{ b | year_month }}", "{{ b | month }}の{{ a | yen }}"),
    ],
)  # fmt: skip
def test_a_faithful_translation_loses_nothing(source, translation):
    assert list(lost(source, translation)) == []


@pytest.mark.parametrize(
    ("source", "translation", "problem"),
    [
        ("The gap is {gap}.", "差は{差}。", r"placeholders: found \['差'\], expected \['gap'\]"),
        ("The gap is {gap}.", "差。", r"placeholders: found \[\], expected \['gap'\]"),
        (
            "{{ a | yen }} of {{ b | yen }}",
            "{{ a | yen }}",
            r"placeholders: found \['a'\], expected",
        ),
        ("{{ a | yen }}", "{{ a | yen }", r"placeholders: found \[\], expected \['a'\]"),
        ("See [this](a.md).", "これを参照。", r"links: found \[\], expected \['a.md'\]"),
        ("See {cite:p}`a`.", "参照。", "roles"),
        ("Set `x`.", "`y`を設定。", "code"),
        ("Area is $a^2$.", "面積は$a$。", "formulas"),
        ("<b>Yes</b>", "はい", "tags"),
        ("## Title", "# 題", "heading level"),
        ("4.3 trillion yen", "4.3億円", "numbers: missing 4.3e.12"),
        ("4.3 trillion yen", "数兆円", "numbers: missing 4.3e.12"),
        ("Some firms", "12社", "numbers: found 12, not in English"),
        ("**A sentence.** More", "**文。**続き", "emphasis: found"),
        ("**[A](a.md)** and", "その後**[甲](a.md)**、", "emphasis: found"),
        ("A sentence goes on.", "文の途中で\n改行", "a line ends inside a sentence"),
    ],
)
def test_what_is_lost_is_named(source, translation, problem):
    assert any(re.match(problem, each) for each in lost(source, translation))
