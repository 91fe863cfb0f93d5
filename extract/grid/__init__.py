"""The tables of a text -> each figure with what its row, its column and the lines above the table say about it."""

from extract.grid.figures import Deadline, Figure, Figures, read
from extract.grid.words import TableWords, table_words

__all__ = ["Deadline", "Figure", "Figures", "TableWords", "read", "table_words"]
