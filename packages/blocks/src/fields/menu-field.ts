import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { MenuOption, MenuSource } from '../spec.ts';
import { read } from '../spec.ts';
import { contextOf } from './workspace-context.ts';

/**
 * A menu that keeps any value: a sprite that was deleted elsewhere, or one that a newer version knows, stays what it was and
 * is shown by its name. Labels are made when drawn, so they follow the language.
 */
export class MenuField extends Blockly.FieldDropdown {
  private readonly source: MenuSource;
  private readonly initial: string | undefined;

  constructor(source: MenuSource, initial?: string) {
    super(Blockly.Field.SKIP_SETUP);
    this.source = source;
    this.initial = initial;
    this.menuGenerator_ = () => this.entries();
  }

  /** The entries as the vocabulary names them, labels not yet read: that takes longer than finding one. */
  private choices(): readonly MenuOption[] {
    const block = this.getSourceBlock();
    if (!block) return [];
    const menuIn = (input: string) => {
      const target = block.getInputTargetBlock(input);
      return target?.isShadow() ? ([...target.getFields()][0]?.getValue() as string | undefined) : undefined;
    };
    return this.source(contextOf(block.workspace), menuIn);
  }

  /** The entries as Blockly wants them: at least one. */
  protected entries(): Blockly.MenuOption[] {
    const options = this.choices().map(([label, value]): Blockly.MenuOption => [read(label), value]);
    return options.length > 0 ? options : [[m.blocks_menu_none(), '']];
  }

  override setSourceBlock(block: Blockly.Block): void {
    super.setSourceBlock(block);
    if (this.value_ === null) this.value_ = this.firstValue();
  }

  /** What a fresh block says. */
  protected firstValue(): string {
    return this.initial ?? this.choices()[0]?.[1] ?? '';
  }

  protected override doClassValidation_(value?: string): string | null {
    return value === undefined || value === null ? null : String(value);
  }

  /** Blockly would look through every entry here; the words are found when they are drawn. */
  protected override doValueUpdate_(value: string): void {
    this.value_ = value;
    this.isDirty_ = true;
    if (this.isInitialized) this.recomputeAriaContext();
  }

  override loadState(state: unknown): void {
    this.setValue(String(state));
  }

  protected override getText_(): string {
    const value = this.getValue() ?? '';
    const choice = this.choices().find((each) => each[1] === value);
    return choice ? read(choice[0]) : value;
  }

  /** @see TextField */
  override recomputeAriaContext(): boolean {
    return this.fieldGroup_ !== null && super.recomputeAriaContext();
  }

  /** Draws again what the project now calls it. */
  refresh(): void {
    if (this.getSourceBlock()?.rendered) this.forceRerender();
  }
}
