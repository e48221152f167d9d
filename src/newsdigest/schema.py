"""The JSON Schema of a digest, draft 2020-12.

    python -m newsdigest.schema > src/newsdigest/data/digest.schema.json

The copy in the package is made from the dataclasses in `newsdigest.result`; a
test compares the two.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from newsdigest.result import SCHEMA_VERSION, Digest


def packaged_schema() -> dict[str, Any]:
    """The schema that ships with newsdigest."""
    text = files("newsdigest").joinpath("data/digest.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def make_schema() -> dict[str, Any]:
    """The schema of `Digest.to_dict()`, from the dataclasses' annotations and docstrings."""
    import msgspec

    (root,), components = msgspec.json.schema_components([Digest], ref_template="#/$defs/{name}")
    for component in components.values():
        # A docstring's "Attributes:" part repeats the fields; its first lines describe it.
        description = component.get("description", "")
        component["description"] = " ".join(description.partition("Attributes:")[0].split())
        # to_dict() writes every field: a reader may rely on all, and on nothing else.
        component["required"] = list(component["properties"])
        component["additionalProperties"] = False
    components["Digest"]["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Digest of newsdigest, schema version {SCHEMA_VERSION}",
        **root,
        "$defs": components,
    }


if __name__ == "__main__":
    print(json.dumps(make_schema(), ensure_ascii=False, indent=1))  # noqa: T201
