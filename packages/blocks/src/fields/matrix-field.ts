import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';

const SIDE = 5;
/** On the block, in its units. */
const DOT = 6;
const GAP = 2;
const EMPTY = '0'.repeat(SIDE * SIDE);
const PITCH = DOT + GAP;

let styled = false;

/** Must be called before the first workspace is made: Blockly reads styles once. Harmless when repeated. */
export function registerMatrixStyles(): void {
  if (styled) return;
  styled = true;
  Blockly.Css.register(`
.pkMatrix { display: grid; grid-template-columns: repeat(${SIDE}, 40px); gap: 4px; padding: 8px; }
.pkMatrix button { width: 40px; height: 40px; border: 2px solid #fff; border-radius: 8px; background: #1e2330; cursor: pointer; padding: 0; }
.pkMatrix button[aria-pressed="true"] { background: #ff4b3a; }
.pkMatrix button:focus-visible { outline: 3px solid #ffe14d; outline-offset: 1px; }
.blocklyDraggable .pkMatrixDot { fill: #4a5268 !important; }
.blocklyDraggable .pkMatrixDot.pkLit { fill: #ff5a47 !important; }
.blocklyDraggable .pkMatrixGround { fill: #1e2330 !important; stroke: none !important; }
`);
}

/** The 5 by 5 LEDs of a micro:bit as 25 characters `0` or `1`, row by row; seen on the block, changed in a panel. */
export class MatrixField extends Blockly.Field<string> {
  override SERIALIZABLE = true;
  private dots: SVGRectElement[] = [];

  constructor() {
    super(EMPTY);
  }

  protected override doClassValidation_(value?: unknown): string | null {
    // What a file says otherwise shows no lights, and stays.
    return value === undefined || value === null ? null : String(value);
  }

  private get lights(): string {
    const value = this.getValue() ?? EMPTY;
    return /^[01]{25}$/.test(value) ? value : EMPTY;
  }

  override initView(): void {
    const side = SIDE * PITCH + GAP;
    if (!this.fieldGroup_) return;
    const make = (attributes: Record<string, string | number>): SVGRectElement =>
      Blockly.utils.dom.createSvgElement(Blockly.utils.Svg.RECT, attributes, this.fieldGroup_!);
    this.clickTarget_ = make({ class: 'pkMatrixGround', width: side, height: side, rx: 4 });
    this.dots = Array.from({ length: SIDE * SIDE }, (_, i) =>
      make({
        class: 'pkMatrixDot',
        x: GAP + (i % SIDE) * PITCH,
        y: GAP + Math.floor(i / SIDE) * PITCH,
        width: DOT,
        height: DOT,
        rx: 1.5,
      }),
    );
  }

  protected override render_(): void {
    const value = this.lights;
    for (const [i, dot] of this.dots.entries()) dot.classList.toggle('pkLit', value[i] === '1');
    const side = SIDE * PITCH + GAP;
    this.size_ = new Blockly.utils.Size(side, side);
  }

  override getText(): string {
    return m.boards_field_matrix({ count: this.lights.replaceAll('0', '').length });
  }

  protected override showEditor_(): void {
    Blockly.DropDownDiv.clearContent();
    const panel = document.createElement('div');
    panel.className = 'pkMatrix';
    panel.setAttribute('role', 'group');
    panel.setAttribute('aria-label', this.getText());
    for (let i = 0; i < SIDE * SIDE; i++) panel.append(this.button(i));
    panel.addEventListener('keydown', (event) => this.key(event, panel));
    Blockly.DropDownDiv.getContentDiv().append(panel);
    const block = this.getSourceBlock();
    if (block instanceof Blockly.BlockSvg) Blockly.DropDownDiv.setColour(block.getColour(), block.getColourTertiary());
    Blockly.DropDownDiv.showPositionedByField(this as Blockly.Field);
    panel.querySelector('button')?.focus();
  }

  private button(i: number): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    const place = { row: Math.floor(i / SIDE) + 1, column: (i % SIDE) + 1 };
    button.setAttribute('aria-label', m.boards_field_matrix_led(place));
    const show = (): void => button.setAttribute('aria-pressed', String(this.lights[i] === '1'));
    button.addEventListener('click', () => {
      const value = this.lights;
      this.setValue(value.slice(0, i) + (value[i] === '1' ? '0' : '1') + value.slice(i + 1));
      show();
    });
    show();
    return button;
  }

  /** Arrows walk over the LEDs; Escape closes. */
  private key(event: KeyboardEvent, panel: HTMLElement): void {
    const buttons = [...panel.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE }[event.key];
    if (step !== undefined && at >= 0) buttons[at + step]?.focus();
    else if (event.key === 'Escape') Blockly.DropDownDiv.hideIfOwner(this as Blockly.Field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
