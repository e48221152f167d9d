"""Does the English keep what the German says? Checks, and further tries where it does not."""

from newsdigest.fidelity.checks import SEVERITY, check
from newsdigest.fidelity.consistency import consistently
from newsdigest.fidelity.repair import Checked, translate_checked

__all__ = ["SEVERITY", "Checked", "check", "consistently", "translate_checked"]
