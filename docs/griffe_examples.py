"""For the site: the `>>>` examples of docstrings as code blocks.

Markdown takes `>>>` for a quotation, three deep.
"""

import re
from typing import Any

from griffe import Extension, Object

# A run of lines from one that opens with the prompt to the next blank line.
_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


class DocstringExamples(Extension):
    """Fences the examples."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rewrite a docstring before it is parsed."""
        if obj.docstring:
            obj.docstring.value = _EXAMPLE.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)
