"""Documents: results become one outline, and the outline PDF, slides, a workbook, Word, a page, text and Braille."""
