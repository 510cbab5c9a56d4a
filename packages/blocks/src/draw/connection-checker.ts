import * as Blockly from 'blockly/core';

export const CHECKER = 'paperkite';

/**
 * Adds to Blockly's rule that nothing is dragged into the head of a definition: what stands there is made in the dialog for
 * one's own blocks.
 */
export class PaperkiteConnectionChecker extends Blockly.ConnectionChecker {
  override doDragChecks(a: Blockly.RenderedConnection, b: Blockly.RenderedConnection, distance: number): boolean {
    const superior = a.isSuperior() ? a : b;
    if (superior.getSourceBlock().type === 'procedures_prototype') return false;
    return super.doDragChecks(a, b, distance);
  }
}

/** Makes the checker known to Blockly; harmless when repeated. */
export function registerConnectionChecker(): void {
  Blockly.registry.register(Blockly.registry.Type.CONNECTION_CHECKER, CHECKER, PaperkiteConnectionChecker, true);
}
