/** Breaking what sprites say into lines: Latin text between words, Chinese between characters but with kinsoku rules. */

/** May not begin a line. */
const NO_START = /^[、。，．：；！？）］｝〉》」』】〕…—～·,.:;!?)\]}%‰°％”’]/u;
/** May not end a line. */
const NO_END = /[（［｛〈《「『【〔“‘([{$￥¥]$/u;
/** One unbreakable piece: a run of spaces, one East Asian character, or a run of anything else. */
const PIECES =
  /\s+|[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|\p{Extended_Pictographic}[\ufe0f\u200d\p{Extended_Pictographic}\p{Emoji_Modifier}]*|[^\s\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\p{Extended_Pictographic}]+/gu;

/**
 * Lines of at most `maxWidth`, as measured by `measure`. A word that is wider than a line is cut. A new line in the text
 * stays one; spaces at the end of a line do not count.
 */
export function wrapText(text: string, maxWidth: number, measure: (text: string) => number): string[] {
  return text.split(/\r\n|[\r\n]/).flatMap((paragraph) => wrapParagraph(paragraph, maxWidth, measure));
}

function wrapParagraph(paragraph: string, maxWidth: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of gluedPieces(paragraph)) {
    if (measure((line + piece).trimEnd()) <= maxWidth) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece.trimStart();
    while (line.length > 1 && measure(line.trimEnd()) > maxWidth) {
      const fitting = longestFit(line, maxWidth, measure);
      if (fitting.length === line.length) break;
      lines.push(fitting);
      line = line.slice(fitting.length);
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

/** Pieces with marks joined to the piece that they may not leave. */
function gluedPieces(text: string): string[] {
  const glued: string[] = [];
  for (const piece of text.match(PIECES) ?? []) {
    const before = glued.at(-1);
    if (before !== undefined && before.trim() !== '' && (NO_START.test(piece) || NO_END.test(before))) {
      glued[glued.length - 1] = before + piece;
    } else {
      glued.push(piece);
    }
  }
  return glued;
}

function longestFit(word: string, maxWidth: number, measure: (text: string) => number): string {
  let fitting = '';
  for (const character of word) {
    if (fitting !== '' && measure(fitting + character) > maxWidth) break;
    fitting += character;
  }
  return fitting;
}
