import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import { NumberField } from './number-field.ts';

/** Keys of one octave by their place from C; the black ones lie between. */
const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;
const OCTAVE = NAMES.length;
/** As many keys as are shown at once: an octave and the C above it. */
const KEYS = OCTAVE + 1;
const HIGHEST = 130;

let styled = false;

/** Must be called before the first workspace is made, as `registerColourStyles`. Harmless when repeated. */
export function registerNoteStyles(): void {
  if (styled) return;
  styled = true;
  Blockly.Css.register(`
.pkPiano { display: flex; align-items: flex-start; padding: 8px; touch-action: manipulation; }
.pkPiano button { box-sizing: border-box; padding: 0 0 6px; border: 1px solid #1e2330; border-radius: 0 0 5px 5px; cursor: pointer;
  display: flex; align-items: flex-end; justify-content: center; width: 34px; height: 104px; background: #fff; color: #1e2330;
  font: 600 12px/1 system-ui, sans-serif; }
.pkPiano button.black { z-index: 1; width: 26px; height: 64px; margin: 0 -13px; background: #1e2330; color: #fff; font-size: 10px; }
.pkPiano button[aria-pressed="true"] { background: #f2b705; color: #1e2330; }
.pkPiano button:focus-visible { outline: 3px solid #2457d6; outline-offset: -3px; z-index: 2; }
.pkPiano button.octave { width: 36px; border-radius: 6px; margin: 0 4px; align-items: center; padding: 0; font-size: 18px; }
`);
}

/** The name of a MIDI key, such as `C4` for 60. */
const noteName = (note: number): string => `${NAMES[note % OCTAVE]}${Math.floor(note / OCTAVE) - 1}`;

/** The number of a note, typed or chosen on a small piano: by touch, or with the arrow keys from the typed number. */
export class NoteField extends NumberField {
  /** The C with which the shown keys begin. */
  private octave = 60;

  constructor() {
    super('note');
  }

  protected override showEditor_(event?: Event, quietInput?: boolean): void {
    super.showEditor_(event, quietInput);
    const note = this.note();
    this.octave = Math.max(0, Math.min(HIGHEST - KEYS + 1, note - (note % OCTAVE)));
    Blockly.DropDownDiv.clearContent();
    Blockly.DropDownDiv.getContentDiv().append(this.piano());
    const around = this.getSourceBlock()?.getParent() ?? this.getSourceBlock();
    if (around instanceof Blockly.BlockSvg)
      Blockly.DropDownDiv.setColour(around.getColour(), around.getColourTertiary());
    // The focus is already lent to the text: twice would be an error.
    Blockly.DropDownDiv.showPositionedByField(this as unknown as Blockly.Field, undefined, undefined, false);
  }

  /** Up and down in the text go by a semitone, which is heard of the keys, too. */
  protected override onHtmlInputKeyDown_(event: KeyboardEvent): void {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return super.onHtmlInputKeyDown_(event);
    event.preventDefault();
    event.stopPropagation();
    this.choose(this.note() + step);
  }

  private note(): number {
    const typed = Number(this.htmlInput_?.value ?? this.getValue());
    return Number.isFinite(typed) ? Math.max(0, Math.min(HIGHEST, Math.round(typed))) : 60;
  }

  private choose(wanted: number): void {
    const note = Math.max(0, Math.min(HIGHEST, wanted));
    this.setEditorValue_(String(note));
    while (note < this.octave) this.octave -= OCTAVE;
    while (note >= this.octave + KEYS) this.octave += OCTAVE;
    this.octave = Math.max(0, this.octave);
    this.redraw();
  }

  private redraw(focus?: string): void {
    const content = Blockly.DropDownDiv.getContentDiv();
    content.replaceChildren(this.piano());
    if (focus) content.querySelector<HTMLElement>(`[data-key="${focus}"]`)?.focus();
  }

  private piano(): HTMLElement {
    const piano = document.createElement('div');
    piano.className = 'pkPiano';
    piano.setAttribute('role', 'group');
    piano.setAttribute('aria-label', m.extensions_note_keys());
    piano.append(this.shift('lower', -OCTAVE));
    for (let note = this.octave; note < Math.min(this.octave + KEYS, HIGHEST + 1); note++) piano.append(this.key(note));
    piano.append(this.shift('higher', OCTAVE));
    piano.addEventListener('keydown', (event) => this.walk(event, piano));
    return piano;
  }

  private key(note: number): HTMLButtonElement {
    const name = noteName(note);
    const key = button(
      name.includes('♯') ? 'black' : 'white',
      m.extensions_note_name({ name, number: note }),
      `${note}`,
    );
    key.textContent = name.startsWith('C') && !name.includes('♯') ? name : '';
    key.setAttribute('aria-pressed', String(note === this.note()));
    key.addEventListener('click', () => {
      this.choose(note);
      Blockly.DropDownDiv.getContentDiv().querySelector<HTMLElement>(`[data-key="${note}"]`)?.focus();
    });
    return key;
  }

  private shift(name: 'lower' | 'higher', by: number): HTMLButtonElement {
    const label = name === 'lower' ? m.extensions_note_lower() : m.extensions_note_higher();
    const shift = button('octave', label, name);
    shift.textContent = name === 'lower' ? '‹' : '›';
    shift.addEventListener('click', () => {
      const last = HIGHEST - (HIGHEST % OCTAVE);
      this.octave = Math.max(0, Math.min(last, this.octave + by));
      this.redraw(name);
    });
    return shift;
  }

  /** Left and right walk over the keys; Escape and Tab are Blockly's. */
  private walk(event: KeyboardEvent, piano: HTMLElement): void {
    const keys = [...piano.querySelectorAll('button')];
    const at = keys.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined) keys[at + step]?.focus();
    else if (event.key === 'Escape') {
      Blockly.WidgetDiv.hide();
      Blockly.DropDownDiv.hideIfOwner(this as unknown as Blockly.Field);
    } else if (event.key !== 'Enter' && event.key !== ' ') return;
    if (event.key !== 'Enter' && event.key !== ' ') event.preventDefault();
    event.stopPropagation();
  }
}

function button(kind: string, label: string, key: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = kind;
  made.dataset.key = key;
  made.title = label;
  made.setAttribute('aria-label', label);
  // The typed number keeps the focus of the mouse: Blockly would end the editing.
  made.addEventListener('pointerdown', (event) => event.preventDefault());
  return made;
}
