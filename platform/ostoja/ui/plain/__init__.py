"""Plain language: how long sentences are, which words are hard, and what is simpler."""

from ostoja.ui.plain.limits import EASY, PLAIN, Limits
from ostoja.ui.plain.measuring import Measured, Sentence, measure

__all__ = ["EASY", "PLAIN", "Limits", "Measured", "Sentence", "measure"]
