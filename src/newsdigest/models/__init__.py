"""Translation models: read, found, installed, downloaded.

>>> from newsdigest import models
>>> models.find_model().name  # the one that a digest uses, before any was installed
'newsdigest-de_en.argosmodel'
"""

from newsdigest.models.download import OFFICIAL, Download, Limits, download
from newsdigest.models.package import ArgosPackage, read_package
from newsdigest.models.store import (
    ENVIRONMENT_VARIABLE,
    InstalledModel,
    argos_translate_packages,
    embedded_model,
    find_model,
    install,
    installed,
    installed_model,
    models_folder,
    remove,
    verify,
)

__all__ = [
    "ENVIRONMENT_VARIABLE",
    "OFFICIAL",
    "ArgosPackage",
    "Download",
    "InstalledModel",
    "Limits",
    "argos_translate_packages",
    "download",
    "embedded_model",
    "find_model",
    "install",
    "installed",
    "installed_model",
    "models_folder",
    "read_package",
    "remove",
    "verify",
]
