/** What a colour means; it never stands without a word. `accent` is for submit, stop and live. */
export type Tone = 'neutral' | 'info' | 'done' | 'attention' | 'accent' | 'ai';
