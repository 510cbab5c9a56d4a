/** A short message that floats in: `problem` stays until it is dismissed, the others leave by themselves. */
export interface Toast {
  id: number;
  text: string;
  kind: 'info' | 'done' | 'problem';
  action?: { label: string; onclick: () => void };
}

/** A list of toasts for one page; give it to `ToastRegion` and to whoever has something to say. */
export interface Toasts {
  readonly list: readonly Toast[];
  /** Adds a message and returns its id. What says the same as one that is there takes its place. */
  show(text: string, options?: Partial<Pick<Toast, 'kind' | 'action'>>): number;
  dismiss(id: number): void;
  /** While a person points at or focuses the messages, none leaves. */
  hold(): void;
  release(): void;
}

/** More at once nobody reads; the oldest go first, problems last of all. */
const MOST = 3;
/** Long enough to read a sentence; doubled where there is something to press. */
const STAYS_MS = 5000;

/** A new, empty list; never share one between requests. */
export function createToasts(): Toasts {
  let list = $state<Toast[]>([]);
  let lastId = 0;
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  const dismiss = (id: number) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    list = list.filter((toast) => toast.id !== id);
  };
  const startTimer = ({ id, kind, action }: Toast) => {
    if (kind === 'problem') return;
    timers.set(
      id,
      setTimeout(() => dismiss(id), action ? 2 * STAYS_MS : STAYS_MS),
    );
  };

  return {
    get list() {
      return list;
    },
    show(text, { kind = 'info', action } = {}) {
      for (const same of list.filter((toast) => toast.text === text)) dismiss(same.id);
      while (list.length >= MOST) dismiss((list.find((toast) => toast.kind !== 'problem') ?? list[0]!).id);
      const toast: Toast = { id: ++lastId, text, kind, ...(action && { action }) };
      list = [...list, toast];
      startTimer(toast);
      return toast.id;
    },
    dismiss,
    hold() {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
    release() {
      for (const toast of list) if (!timers.has(toast.id)) startTimer(toast);
    },
  };
}
