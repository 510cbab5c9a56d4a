import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { MenuSource } from '../spec.ts';
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

  /** The entries as Blockly wants them: at least one. */
  protected entries(): Blockly.MenuOption[] {
    const block = this.getSourceBlock();
    if (!block) return [['', '']];
    const menuIn = (input: string) => {
      const target = block.getInputTargetBlock(input);
      return target?.isShadow() ? ([...target.getFields()][0]?.getValue() as string | undefined) : undefined;
    };
    const options = this.source(contextOf(block.workspace), menuIn).map(([label, value]): Blockly.MenuOption => [
      read(label),
      value,
    ]);
    return options.length > 0 ? options : [[m.blocks_menu_none(), '']];
  }

  override setSourceBlock(block: Blockly.Block): void {
    super.setSourceBlock(block);
    if (this.value_ === null) this.value_ = this.firstValue();
  }

  /** What a fresh block says. */
  protected firstValue(): string {
    const option = this.entries()[0];
    return this.initial ?? (Array.isArray(option) ? option[1] : '');
  }

  protected override doClassValidation_(value?: string): string | null {
    return value === undefined || value === null ? null : String(value);
  }

  protected override getText_(): string {
    const value = this.getValue() ?? '';
    const option = this.getOptions(false).find((entry) => Array.isArray(entry) && entry[1] === value);
    return Array.isArray(option) && typeof option[0] === 'string' ? option[0] : value;
  }

  /** Draws again what the project now calls it. */
  refresh(): void {
    if (this.getSourceBlock()?.rendered) this.forceRerender();
  }
}
