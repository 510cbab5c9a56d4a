/** The text of a file as the items of a list, and back. Scratch's `.txt` has one item a line; tables have columns. */

/** Rows of a table whose cells may be quoted (RFC 4180), or tab-separated; a plain text is a table of one column. */
export function tableOf(text: string, fileName: string): string[][] {
  const clean = text.replace(/^\uFEFF/, '');
  if (/\.tsv$/i.test(fileName)) return cells(clean, '\t');
  return /\.csv$/i.test(fileName) ? cells(clean, ',') : linesOf(clean).map((line) => [line]);
}

/** One column of a table; rows that are too short give an empty item. */
export const columnOf = (table: readonly string[][], column: number): string[] => table.map((row) => row[column] ?? '');

/** What `tableOf` reads back as the same items, unless one holds a line break. */
export const textOf = (items: readonly (string | number | boolean)[]): string => items.map(String).join('\n');

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  // The last line of most files ends; that is not one more item.
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function cells(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === separator) endCell();
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[at + 1] === '\n') at++;
      endRow();
    } else cell += letter;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}
