import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';

/** Three rows from light to dark: greys, then round the colour wheel. */
const SWATCHES: readonly string[] = [
  ...['#ffffff', '#ff9b8f', '#ffd08a', '#fff0a3', '#b9eba6', '#9fe8df', '#a9c8ff', '#d7b9ff'],
  ...['#9aa0ab', '#e0563b', '#f29a2e', '#f2cf2e', '#4cbf56', '#1fb5a8', '#2f6fd0', '#8b5cd6'],
  ...['#1e2330', '#9c2f1c', '#a35f0d', '#8a7307', '#23742c', '#0d6c64', '#173f86', '#52308a'],
];
const COLUMNS = 8;

let styled = false;

/** Must be called before the first workspace is made: Blockly reads styles once. Harmless when repeated. */
export function registerColourStyles(): void {
  if (styled) return;
  styled = true;
  Blockly.Css.register(`
.pkColours { display: grid; grid-template-columns: repeat(${COLUMNS}, 32px); gap: 4px; padding: 8px; }
.pkColours button { width: 32px; height: 32px; border: 2px solid #fff; border-radius: 6px; cursor: pointer; padding: 0; }
.pkColours button[aria-pressed="true"] { outline: 3px solid #1e2330; }
.pkColours button:focus-visible, .pkColours input:focus-visible { outline: 3px solid #fff; outline-offset: 1px; }
.pkColours label { grid-column: 1 / -1; display: flex; align-items: center; gap: 8px; color: #fff; font-size: 14px; min-height: 36px; }
.pkColours input { width: 48px; height: 32px; padding: 0; border: 2px solid #fff; border-radius: 6px; }
`);
}

/**
 * A colour, `#rrggbb`, that fills its whole block: common ones at a touch, every other through the browser's own picker, which
 * can pick from the stage. (Blockly's plugin brings its code generators for five languages: more bytes than our stage.)
 */
export class ColourField extends Blockly.Field {
  override SERIALIZABLE = true;

  override initView(): void {
    this.clickTarget_ = this.block().getSvgRoot();
    this.fieldGroup_?.classList.add('blocklyField');
    this.recomputeAriaContext();
  }

  override isFullBlockField(): boolean {
    return true;
  }

  override applyColour(): void {
    if (!this.fieldGroup_) return;
    this.block().pathObject.svgPath.setAttribute('fill', this.getText());
    this.recomputeAriaContext();
  }

  protected override render_(): void {
    this.size_ = new Blockly.utils.Size(0, this.getConstants()?.FIELD_TEXT_HEIGHT ?? 0);
    this.block().applyColour();
  }

  protected override doClassValidation_(value?: unknown): string | null {
    return typeof value === 'string' ? Blockly.utils.colour.parse(value) : null;
  }

  private block(): Blockly.BlockSvg {
    const block = this.getSourceBlock();
    if (!(block instanceof Blockly.BlockSvg)) throw new Blockly.UnattachedFieldError();
    return block;
  }

  protected override showEditor_(): void {
    // This makes the element anew.
    Blockly.DropDownDiv.clearContent();
    const content = Blockly.DropDownDiv.getContentDiv();
    content.append(this.panel());
    const block = this.getSourceBlock();
    const around = block?.getParent() ?? block;
    if (around instanceof Blockly.BlockSvg)
      Blockly.DropDownDiv.setColour(around.getColour(), around.getColourTertiary());
    Blockly.DropDownDiv.showPositionedByField(this);
    const pressed = content.querySelector<HTMLElement>('[aria-pressed="true"]');
    (pressed ?? content.querySelector('button'))?.focus();
  }

  private panel(): HTMLElement {
    const panel = document.createElement('div');
    panel.className = 'pkColours';
    panel.setAttribute('role', 'group');
    panel.setAttribute('aria-label', m.blocks_colour_pick());
    for (const colour of SWATCHES) panel.append(this.swatch(colour));
    const label = document.createElement('label');
    const picker = document.createElement('input');
    picker.type = 'color';
    picker.value = this.getText();
    // Once, at the end: each step on the way would be an edit and a step of undo.
    picker.addEventListener('change', () => this.setValue(picker.value));
    label.append(picker, m.blocks_colour_more());
    panel.append(label);
    panel.addEventListener('keydown', (event) => this.key(event, panel));
    return panel;
  }

  private swatch(colour: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.style.background = colour;
    button.setAttribute('aria-label', colourName(colour) ?? colour);
    button.setAttribute('aria-pressed', String(colour === this.getValue()));
    button.addEventListener('click', () => {
      this.setValue(colour);
      Blockly.DropDownDiv.hideIfOwner(this);
    });
    return button;
  }

  /** Arrows walk over the colours; Escape leaves things as they are. */
  private key(event: KeyboardEvent, panel: HTMLElement): void {
    const buttons = [...panel.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[event.key];
    if (step !== undefined && at >= 0) buttons[at + step]?.focus();
    else if (event.key === 'Escape') Blockly.DropDownDiv.hideIfOwner(this);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  override getAriaTypeName(): string {
    return m.blocks_colour_field();
  }

  override getAriaValue(): string {
    return colourName(this.getText()) ?? this.getText();
  }

  override getText(): string {
    return this.getValue() ?? '';
  }
}

/** What a swatch is called in the language of the page; undefined for another colour. */
function colourName(colour: string): string | undefined {
  return m.blocks_colour_names().split(/、|, /)[SWATCHES.indexOf(colour)];
}
