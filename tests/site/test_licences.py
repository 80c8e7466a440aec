"""What the lock names, with its licences."""

from __future__ import annotations

from importlib.metadata import version

from semibook.site import licences


def test_a_line_of_the_lock_may_have_extras_a_marker_and_hashes(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.txt"
    lines = [
        "# made by hand",
        f'polib[all]=={version("polib")} ; python_version >= "3" \\',
        "    --hash=sha256:00",
        'polib==0.1 ; python_version < "3"',
        "no-such-package==1.0",
    ]
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(licences, "_LOCK", lock)
    assert [(each.name, each.version) for each in licences.packages()] == [
        ("polib", version("polib"))
    ]
