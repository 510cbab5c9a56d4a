/** After so many milliseconds a letter begins a new word. */
const PAUSE_MS = 700;

/** Finds lines by the letters that somebody types: quickly one after another they are one word. */
export function byFirstLetters(): (letter: string, lines: readonly { label: string }[], from: number) => number {
  let typed = '';
  let last = -Infinity;
  return (letter, lines, from) => {
    const now = performance.now();
    typed = now - last < PAUSE_MS ? typed + letter : letter;
    last = now;
    // The same letter again and again walks over all that begin with it.
    const isOneLetter = [...typed].every((each) => each === typed[0]);
    const word = (isOneLetter ? typed[0]! : typed).toLocaleLowerCase();
    const start = isOneLetter ? from + 1 : Math.max(from, 0);
    const order = lines.map((_, index) => (start + index) % lines.length);
    return order.find((index) => lines[index]!.label.toLocaleLowerCase().startsWith(word)) ?? from;
  };
}
