"""Files of answers: CSV and XLSX in, our own layout and the exports that people really have."""

from greenshoots.tabular.reading import ColumnRead, DroppedColumn, Reading, read, read_header
from greenshoots.tabular.template import sample_path, write_template

__all__ = ["ColumnRead", "DroppedColumn", "Reading", "read", "read_header", "sample_path", "write_template"]
