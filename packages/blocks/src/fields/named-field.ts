import type * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { NamedKind } from '../context.ts';
import { MenuField } from './menu-field.ts';
import { contextOf } from './workspace-context.ts';

/** How a named field is written in workspace state: the document's field as it is. */
export interface NamedState {
  value: string;
  id?: string;
}

/** Menu entries that do something instead of being chosen. No id made by Scratch or us begins so. */
const CREATE = '\u0000create';
const RENAME = '\u0000rename';
const REMOVE = '\u0000remove';
/** Stands before a name for which the file had no id. */
const BY_NAME = '\u0000name:';

const WORDS: Record<NamedKind, { create: () => string; rename?: () => string; remove?: (name: string) => string }> = {
  variable: {
    create: m.blocks_menu_new_variable,
    rename: m.blocks_menu_rename_variable,
    remove: (name) => m.blocks_menu_delete_variable({ name }),
  },
  list: {
    create: m.blocks_menu_new_list,
    rename: m.blocks_menu_rename_list,
    remove: (name) => m.blocks_menu_delete_list({ name }),
  },
  broadcast: { create: m.blocks_menu_new_broadcast },
};

/** Names a variable, list or message by its id; offers to make, rename and delete. */
export class NamedField extends MenuField {
  private readonly of: NamedKind;
  /** The name beside the id in the document: shown when the project does not know the id. */
  private lastName = '';

  constructor(of: NamedKind) {
    super(() => []);
    this.of = of;
  }

  private list() {
    const block = this.getSourceBlock();
    return block ? contextOf(block.workspace).named(this.of) : [];
  }

  protected override entries(): Blockly.MenuOption[] {
    const words = WORDS[this.of];
    const options: Blockly.MenuOption[] = this.list().map((entry) => [entry.name, entry.id]);
    if (options.length > 0) options.push('separator');
    const current = this.list().find((entry) => entry.id === this.value_);
    if (current && words.rename) options.push([words.rename(), RENAME]);
    if (current && words.remove) options.push([words.remove(current.name), REMOVE]);
    options.push([words.create(), CREATE]);
    return options;
  }

  protected override firstValue(): string {
    const first = this.list()[0];
    this.lastName = first?.name ?? '';
    return first?.id ?? BY_NAME;
  }

  protected override getText_(): string {
    const value = this.getValue() ?? '';
    return this.list().find((entry) => entry.id === value)?.name ?? this.lastName;
  }

  protected override doValueUpdate_(value: string): void {
    this.lastName = this.list().find((entry) => entry.id === value)?.name ?? this.lastName;
    super.doValueUpdate_(value);
  }

  protected override onItemSelected_(menu: Blockly.Menu, item: Blockly.MenuItem): void {
    const block = this.getSourceBlock();
    const value = this.getValue() ?? '';
    if (!block) return;
    const context = contextOf(block.workspace);
    switch (item.getValue()) {
      case CREATE:
        void context.create(this.of).then((entry) => {
          if (entry && !block.isDisposed()) this.setValue(entry.id);
        });
        return;
      case RENAME:
        context.rename(this.of, value);
        return;
      case REMOVE:
        context.remove(this.of, value);
        return;
      default:
        super.onItemSelected_(menu, item);
    }
  }

  override saveState(): NamedState {
    const value = this.getValue() ?? '';
    const name = this.getText_();
    return value.startsWith(BY_NAME) ? { value: name } : { value: name, id: value };
  }

  override loadState(state: NamedState | string): void {
    const named = typeof state === 'string' ? { value: state } : state;
    this.lastName = String(named.value);
    const id = 'id' in named ? named.id : undefined;
    this.setValue(id ?? `${BY_NAME}${named.value}`);
  }
}
