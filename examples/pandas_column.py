"""A column of German articles gets a column of English digests.

Run: python examples/pandas_column.py
Needs: pip install 'newsdigest[examples]'
"""

import pandas as pd

from newsdigest import digest_many


def with_digests(frame: pd.DataFrame, column: str = "article") -> pd.DataFrame:
    """The frame with the first key point in English, its German, and the number of flags."""
    digests = list(digest_many(frame[column], sentences=1))
    points = [digest.key_points[0] for digest in digests]
    return frame.assign(
        english=[point.text for point in points],
        german=[point.source for point in points],
        flags=[len(point.flags) for point in points],
    )


if __name__ == "__main__":
    news = pd.DataFrame(
        {
            "id": [1, 2],
            "article": [
                "Der Bundestag hat am Freitag ein neues Gesetz beschlossen. Es gilt ab Juli.",
                "In Wien beginnt am Montag die Messe. Erwartet werden 40.000 Besucher.",
            ],
        }
    )
    print(with_digests(news).to_string(index=False))
