import { logged, type RuntimeEvent } from './events.ts';
import type { StageTarget } from './target.ts';

interface Question {
  target: StageTarget;
  text: string;
  /** Asked in a bubble, because somebody who can be seen asks; otherwise beside the input. */
  inBubble: boolean;
  answered: boolean;
}

/** `ask and wait`: one question at a time, the others queue. */
export class Questions {
  answerText = '';
  private queue: Question[] = [];
  private readonly emit: (event: RuntimeEvent) => void;
  private readonly showBubble: (target: StageTarget, text: string) => void;

  constructor(emit: (event: RuntimeEvent) => void, showBubble: (target: StageTarget, text: string) => void) {
    this.emit = emit;
    this.showBubble = showBubble;
  }

  ask(target: StageTarget, text: string): Question {
    const inBubble = !target.isStage && target.visible;
    const question: Question = { target, text, inBubble, answered: false };
    this.emit(logged(target, 'ask', text));
    this.queue.push(question);
    if (this.queue.length === 1) this.show();
    return question;
  }

  /** Whether a target waits for an answer. */
  isAsking(target: StageTarget): boolean {
    return this.queue.some((question) => question.target === target);
  }

  /** The answer to the question that is shown. */
  answer(text: string): void {
    const question = this.queue.shift();
    if (question === undefined) return;
    this.answerText = text;
    question.answered = true;
    this.emit(logged(question.target, 'answer', text));
    this.hide(question);
    this.show();
  }

  /** Drops the questions of a target, or all. */
  clear(target: StageTarget | null = null): void {
    const shown = this.queue[0];
    if (shown === undefined) return;
    this.queue = target === null ? [] : this.queue.filter((question) => question.target !== target);
    if (this.queue[0] === shown) return;
    this.hide(shown);
    this.show();
  }

  private show(): void {
    const question = this.queue[0];
    if (question === undefined) return this.emit({ type: 'question', target: null, text: null });
    if (question.inBubble) this.showBubble(question.target, question.text);
    this.emit({
      type: 'question',
      target: question.target.table.id,
      text: question.inBubble ? '' : question.text,
    });
  }

  private hide(question: Question): void {
    if (question.inBubble) this.showBubble(question.target, '');
  }
}
