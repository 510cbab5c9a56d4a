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
    const first = this.firstName();
    if (options.length === 0 && first !== '') options.push([first, `${BY_NAME}${first}`]);
    if (options.length > 0) options.push('separator');
    const current = this.list().find((entry) => entry.id === this.value_);
    if (current && words.rename) options.push([words.rename(), RENAME]);
    if (current && words.remove) options.push([words.remove(current.name), REMOVE]);
    options.push([words.create(), CREATE]);
    return options;
  }

  protected override firstValue(): string {
    const first = this.list()[0];
    this.lastName = first?.name ?? this.firstName();
    return first?.id ?? `${BY_NAME}${this.lastName}`;
  }

  /** What is offered while the project has none: a message needs no thought, a variable does. */
  private firstName(): string {
    return this.of === 'broadcast' ? m.blocks_default_message() : '';
  }

  /**
   * Makes the message that is only named so far, and what a block from another sprite names. Variables and lists for which a
   * file had no id stay as they are.
   * @param fresh whether the block came a moment ago
   */
  settle(fresh: boolean): void {
    const value = this.getValue() ?? '';
    const block = this.getSourceBlock();
    if (!block || this.lastName === '' || this.list().some(({ id }) => id === value)) return;
    const only = value.startsWith(BY_NAME) ? this.of === 'broadcast' : fresh;
    if (only) this.setValue(contextOf(block.workspace).ensure(this.of, this.lastName).id);
  }

  protected override getText_(): string {
    const value = this.getValue() ?? '';
    return this.list().find((entry) => entry.id === value)?.name ?? this.lastName;
  }

  protected override doValueUpdate_(value: string): void {
    const name = value.startsWith(BY_NAME) ? value.slice(BY_NAME.length) : undefined;
    this.lastName = name ?? this.list().find((entry) => entry.id === value)?.name ?? this.lastName;
    super.doValueUpdate_(value);
  }

  /** Whether an entry of the menu does something instead of naming another. */
  protected isDeed(value: string): boolean {
    return value === CREATE || value === RENAME || value === REMOVE;
  }

  protected override onItemSelected_(menu: Blockly.Menu, item: Blockly.MenuItem): void {
    const value = item.getValue() ?? '';
    if (this.isDeed(value)) this.choose(value);
    else super.onItemSelected_(menu, item);
  }

  /** Does what an entry of the menu says. */
  protected choose(entry: string): void {
    const block = this.getSourceBlock();
    if (!block) return;
    const context = contextOf(block.workspace);
    const value = this.getValue() ?? '';
    switch (entry) {
      case CREATE:
        void context.create(this.of).then((made) => {
          if (made && !block.isDisposed()) this.setValue(made.id);
        });
        return;
      case RENAME:
        context.rename(this.of, value);
        return;
      case REMOVE:
        context.remove(this.of, value);
        return;
      default:
        this.setValue(entry);
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
