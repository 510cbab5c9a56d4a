import { commentText } from '../cpp/literal.ts';
import type { Hat, Program } from '../ir/nodes.ts';
import type { CodeComments } from './catalogue.ts';
import { CHINESE } from './chinese.ts';
import { ENGLISH } from './english.ts';

/** Languages that a program's comments are written in. */
export type CommentLanguage = 'en' | 'zh-CN';

/** How a program is written as text. */
export interface BoardTextOptions {
  /** Of the comments; English where nothing is said. */
  language?: CommentLanguage;
}

export const commentsIn = (language: CommentLanguage = 'en'): CodeComments =>
  language === 'zh-CN' ? CHINESE : ENGLISH;

/** What begins a script. */
export function hatComment(
  hat: Exclude<Hat, { kind: 'pin' | 'event' }>,
  program: Program,
  comments: CodeComments,
): string {
  switch (hat.kind) {
    case 'start':
      return comments.whenStarted;
    case 'line':
      return comments.whenLine;
    case 'message':
      return comments.whenReceived(commentText(program.messages[hat.message]!));
  }
}

/** Text of a helper, whose comments are English, with its comments in another language. */
export const helperIn = ({ helpers }: CodeComments, text: string): string =>
  text.replace(
    /^( *)(\/\/|\/\*\*) (.+?)( \*\/)?$/gm,
    (_, indent: string, begin: string, words: string, end = '') =>
      `${indent}${begin} ${helpers[words] ?? words}${end as string}`,
  );
