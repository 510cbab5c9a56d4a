import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import { searchBlocks } from './search.ts';
import { SEARCH_KIND, itemsFor } from './toolbox.ts';

/** A field at the top of the toolbox: its shelf holds the blocks that have the typed words on them. */
class SearchCategory extends Blockly.ToolboxCategory {
  private field: HTMLInputElement | null = null;

  protected override createDom_(): HTMLDivElement {
    const dom = super.createDom_();
    const field = document.createElement('input');
    field.type = 'search';
    field.id = `${this.getId()}-field`;
    field.className = 'pkSearch';
    field.placeholder = m.blocks_search_placeholder();
    field.setAttribute('aria-label', m.blocks_search_placeholder());
    field.autocomplete = 'off';
    field.addEventListener('input', () => this.find());
    field.addEventListener('keydown', (event) => this.key(event));
    this.field = field;
    this.flyoutItems_ = this.matches();
    if (this.rowContents_) {
      this.rowContents_.style.pointerEvents = 'auto';
      this.rowContents_.replaceChildren(field);
    }
    return dom;
  }

  override getFocusableElement(): HTMLElement | SVGElement {
    return this.field ?? super.getFocusableElement();
  }

  /** Blockly finds the focused entry by the id of its element. */
  override getId(): string {
    return this.field?.id ?? super.getId();
  }

  override onNodeFocus(): void {
    super.onNodeFocus();
    // When the focus has arrived, as in `PaletteToolbox`.
    queueMicrotask(() => this.find());
  }

  /** Arrows leave the field at its ends; Escape empties it; everything else is typing. */
  private key(event: KeyboardEvent): void {
    const { field } = this;
    if (!field) return;
    if (event.key === 'Escape' && field.value !== '') {
      field.value = '';
      this.find();
    } else if (
      event.key === 'ArrowDown' ||
      (event.key === 'ArrowRight' && field.selectionStart === field.value.length)
    ) {
      const navigator = this.parentToolbox_.getNavigator();
      const next = event.key === 'ArrowDown' ? navigator.getNextNode() : navigator.getInNode();
      if (next) Blockly.getFocusManager().focusNode(next);
      event.preventDefault();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      return;
    }
    event.stopPropagation();
  }

  private query(): string {
    return this.field?.value.trim() ?? '';
  }

  private matches(): Blockly.utils.toolbox.FlyoutItemInfoArray {
    const opcodes = searchBlocks(this.query(), this.workspace_);
    if (opcodes.length > 0) return itemsFor(opcodes);
    const text = this.query() === '' ? m.blocks_search_hint() : m.blocks_search_none();
    return [{ kind: 'label', text, id: undefined }];
  }

  private find(): void {
    this.flyoutItems_ = this.matches();
    if (this.query() !== '') {
      const count = searchBlocks(this.query(), this.workspace_).length;
      Blockly.utils.aria.announceDynamicAriaState(m.blocks_search_count({ count }));
    }
    this.parentToolbox_.refreshSelection();
  }
}

/** Makes the search field known to Blockly; harmless when repeated. */
export function registerSearch(): void {
  Blockly.registry.register(Blockly.registry.Type.TOOLBOX_ITEM, SEARCH_KIND, SearchCategory, true);
}
