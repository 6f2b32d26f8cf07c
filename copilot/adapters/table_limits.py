"""What is still read of a table: beyond it, one sentence says so."""

MB = 1024 * 1024
MOST_BYTES, MOST_UNPACKED, MOST_PART, MOST_PARTS = 20 * MB, 200 * MB, 100 * MB, 2000
MOST_ROWS, MOST_COLUMNS, MOST_CELL = 100_000, 200, 2000
MOST_CELLS, MOST_SIGNS = 1_000_000, 40 * MB  # of a workbook, which can repeat one long text in every cell
MOST_MARKS = 5 * MOST_CELLS  # tags in all parts of a workbook; a cell has four
TOO_LARGE = f"The table is larger than is read here ({MOST_BYTES // MB} MB, {MOST_ROWS:,} rows); export fewer periods at a time."
