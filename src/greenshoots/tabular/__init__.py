"""Files of answers: CSV and XLSX in, our own layout and the exports that people really have."""

from greenshoots.tabular.codes import DropReason, NoteCode, RefusalCode
from greenshoots.tabular.mapping import ColumnMapping
from greenshoots.tabular.reading import ColumnRead, DroppedColumn, Reading, read, read_file, read_header
from greenshoots.tabular.template import sample_path, write_template

__all__ = [
    "ColumnMapping",
    "ColumnRead",
    "DropReason",
    "DroppedColumn",
    "NoteCode",
    "Reading",
    "RefusalCode",
    "read",
    "read_file",
    "read_header",
    "sample_path",
    "write_template",
]
