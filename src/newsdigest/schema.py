"""The JSON Schemas of a digest and of a story, draft 2020-12.

    python -m newsdigest.schema > src/newsdigest/data/digest.schema.json
    python -m newsdigest.schema story > src/newsdigest/data/story.schema.json

The copies in the package are made from the dataclasses in `newsdigest.result`
and `newsdigest.story`; a test compares them.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files
from typing import Any

from newsdigest.result import SCHEMA_VERSION, Digest
from newsdigest.story import Story

KINDS: dict[str, type[Digest | Story]] = {"digest": Digest, "story": Story}


def packaged_schema(kind: str = "digest") -> dict[str, Any]:
    """The schema of a "digest" or a "story" that ships with newsdigest."""
    text = files("newsdigest").joinpath(f"data/{kind}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def make_schema(kind: str = "digest") -> dict[str, Any]:
    """The schema of a result's `to_dict()`, from the dataclasses' annotations and docstrings."""
    import msgspec

    (root,), components = msgspec.json.schema_components(
        [KINDS[kind]], ref_template="#/$defs/{name}"
    )
    for component in components.values():
        # Its first lines describe it; a docstring's "Attributes:" repeat the fields.
        description = re.split("Attributes:|>>> ", component.get("description", ""))[0]
        component["description"] = " ".join(description.split())
        # to_dict() writes every field: a reader may rely on all, and on nothing else.
        component["required"] = list(component["properties"])
        component["additionalProperties"] = False
        if "schema_version" in component["properties"]:
            component["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind.capitalize()} of newsdigest, schema version {SCHEMA_VERSION}",
        **root,
        "$defs": components,
    }


if __name__ == "__main__":
    print(json.dumps(make_schema(*sys.argv[1:2]), ensure_ascii=False, indent=1))  # noqa: T201
