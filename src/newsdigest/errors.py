"""The errors that newsdigest raises; each message names the cure."""

from __future__ import annotations


class NewsdigestError(Exception):
    """Root of every error that newsdigest raises on purpose.

    >>> from newsdigest import digest
    >>> try:
    ...     digest("")
    ... except NewsdigestError as error:
    ...     print(error)
    the article holds no sentence; give the text of a German news article
    """


class EmptyArticleError(NewsdigestError, ValueError):
    """The article holds no sentence: empty, blank, or nothing but a date line.

    >>> from newsdigest import digest
    >>> digest("Stand: 15. Februar 2022")
    Traceback (most recent call last):
    newsdigest.errors.EmptyArticleError: the article holds no sentence; ...
    """


class WrongLanguageError(NewsdigestError, ValueError):
    """The article is not German.

    `language` is the ISO 639 code of the language that it looks like.

    >>> from newsdigest import digest
    >>> try:
    ...     digest("The government said on Monday that it would not raise taxes.")
    ... except WrongLanguageError as error:
    ...     print(error.language)
    en
    """

    def __init__(self, message: str, language: str) -> None:
        super().__init__(message)
        self.language = language

    def __reduce__(self) -> tuple[type[WrongLanguageError], tuple[str, str]]:
        # Exceptions rebuild themselves from `args`, which lacks the language.
        return type(self), (str(self), self.language)


class UnreadableArticleError(NewsdigestError, ValueError):
    """A file is no text that can be read: binary, or in an unknown encoding.

    >>> from newsdigest import Article
    >>> Article.from_bytes("Köln".encode("latin-1"), source="koeln.txt")
    Traceback (most recent call last):
    newsdigest.errors.UnreadableArticleError: koeln.txt is not UTF-8 text (byte 1); convert it ...
    """


class InvalidOptionError(NewsdigestError, ValueError):
    """An argument is out of range or names something that does not exist.

    >>> from newsdigest import digest
    >>> digest("In Wien regnet es heute.", sentences=0)
    Traceback (most recent call last):
    newsdigest.errors.InvalidOptionError: sentences=0: give ...
    """


class InvalidDigestError(NewsdigestError, ValueError):
    """Data given to `Digest.from_dict` or `Digest.from_json` is not a digest.

    >>> from newsdigest import Digest
    >>> Digest.from_json("{}")
    Traceback (most recent call last):
    newsdigest.errors.InvalidDigestError: not a digest of newsdigest: ...
    """


class ModelNotFoundError(NewsdigestError, LookupError):
    """No translation model is where one was asked for.

    >>> from newsdigest import Digester
    >>> Digester(model="no/such.argosmodel").digest("In Wien regnet es heute.")
    Traceback (most recent call last):
    newsdigest.errors.ModelNotFoundError: ...
    """


class InvalidModelError(NewsdigestError, ValueError):
    """A translation model is broken, or not a German-English Argos package.

    >>> from newsdigest import Digester
    >>> Digester(model="seeds/000_7c349b12d8676159.txt").digest("In Wien regnet es heute.")
    Traceback (most recent call last):
    newsdigest.errors.InvalidModelError: ...
    """


class MissingExtraError(NewsdigestError, ImportError):
    """A part needs an optional dependency that is not installed.

    >>> str(MissingExtraError("a web page needs trafilatura; run: pip install 'newsdigest[html]'"))
    "a web page needs trafilatura; run: pip install 'newsdigest[html]'"
    >>> issubclass(MissingExtraError, ImportError)
    True
    """


class TranslationError(NewsdigestError, RuntimeError):
    """The translation engine failed on a text.

    >>> issubclass(TranslationError, RuntimeError)
    True
    """


class DownloadError(NewsdigestError, OSError):
    """A model could not be downloaded.

    >>> issubclass(DownloadError, OSError)
    True
    """


class StorageError(NewsdigestError, OSError):
    """A model could not be written: the disk is full, locked, or may not be written.

    >>> issubclass(StorageError, OSError)
    True
    """
