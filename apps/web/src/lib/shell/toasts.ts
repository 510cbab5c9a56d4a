import { createToasts } from '@paperkite/ui';

/** Short messages of this page; only the browser ever writes to it. */
export const toasts = createToasts();
