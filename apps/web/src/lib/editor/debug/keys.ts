/** Whether a key of the editor's page is the debugger's. */
export const isDebugKey = ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  key === 'F8' || key === 'F10' || ((ctrlKey || metaKey) && shiftKey && key.toLowerCase() === 'd');
