"""The Data Packages: schemas in files of their own, read by us as by other programs."""

from __future__ import annotations

import json

import pytest
from frictionless import Package

from semibook import paths
from semibook.tables import reference, schema

PACKAGES = pytest.mark.parametrize("descriptor", [paths.PACKAGE, reference.PACKAGE], ids=str)


@PACKAGES
def test_the_package_is_whole_as_other_programs_read_it(descriptor):
    read = Package(str(descriptor))
    read.dereference()
    ours = schema.package(descriptor)
    theirs = {each["name"]: each.get("schema") for each in read.to_descriptor()["resources"]}
    assert theirs == {each["name"]: each.get("schema") for each in ours["resources"]}
    assert not [*Package.metadata_validate(ours)]
    tables = [each["schema"] for each in ours["resources"] if each.get("type") == "table"]
    assert all(each.keys() >= {"fields", "primaryKey", "missingValues"} for each in tables)


@PACKAGES
def test_each_schema_has_the_name_of_its_table_and_none_is_left_over(descriptor):
    listed = json.loads(descriptor.read_text(encoding="utf-8"))["resources"]
    tables = [each["name"] for each in listed if each.get("type") == "table"]
    assert {each["schema"] for each in listed if "schema" in each} == {
        f"schemas/{name}.json" for name in tables
    }
    assert {*schema.files(descriptor)} == {descriptor, *descriptor.parent.glob("schemas/*.json")}


def test_a_table_finds_its_schema_by_its_name():
    for each in schema.package()["resources"]:
        assert json.loads(schema.file(each["name"]).read_text(encoding="utf-8")) == each["schema"]


def test_keys_that_look_alike_are_told_apart_and_no_row_is_lost():
    described = {"schema": {"fields": [], "primaryKey": ["one", "two"]}}
    pairs = [("a/b", "c"), ("a", "b/c"), ("a", "b/c")]
    rows = [{"one": one, "two": two} for one, two in pairs]
    found = schema.Table(described).by_key(rows)
    assert [*found.values()] == rows
    assert [schema.shown_key(key) for key in found] == ["a/b/c", "a/b/c", "a/b/c/#2"]
