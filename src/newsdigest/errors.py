"""The errors that newsdigest raises; each message names the cure."""

from __future__ import annotations


class NewsdigestError(Exception):
    """Root of every error that newsdigest raises on purpose."""


class EmptyArticleError(NewsdigestError, ValueError):
    """The article holds no sentence: empty, blank, or nothing but a date line."""


class WrongLanguageError(NewsdigestError, ValueError):
    """The article is not German.

    `language` is the ISO 639 code of the language that it looks like.
    """

    def __init__(self, message: str, language: str) -> None:
        super().__init__(message)
        self.language = language

    def __reduce__(self) -> tuple[type[WrongLanguageError], tuple[str, str]]:
        # Exceptions rebuild themselves from `args`, which lacks the language.
        return type(self), (str(self), self.language)


class UnreadableArticleError(NewsdigestError, ValueError):
    """A file is no text that can be read: binary, or in an unknown encoding."""


class InvalidOptionError(NewsdigestError, ValueError):
    """An argument is out of range or names something that does not exist."""


class InvalidDigestError(NewsdigestError, ValueError):
    """Data given to `Digest.from_dict` or `Digest.from_json` is not a digest."""


class ModelNotFoundError(NewsdigestError, LookupError):
    """No translation model is where one was asked for."""


class InvalidModelError(NewsdigestError, ValueError):
    """A translation model is broken, or not a German-English Argos package."""


class MissingExtraError(NewsdigestError, ImportError):
    """A part needs an optional dependency that is not installed."""


class TranslationError(NewsdigestError, RuntimeError):
    """The translation engine failed on a text."""


class DownloadError(NewsdigestError, OSError):
    """A model could not be downloaded."""


class StorageError(NewsdigestError, OSError):
    """A model could not be written: the disk is full, locked, or may not be written."""
