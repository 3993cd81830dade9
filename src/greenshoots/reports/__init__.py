"""Documents: results become one outline; every format (PDF, slides, workbook, Word, page, text, Braille) draws it."""
