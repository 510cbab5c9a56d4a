import type { Procedure } from '@paperkite/blocks';

/** A short text that the editor needs from the person. */
export interface TextQuestion {
  title: string;
  label: string;
  initial?: string;
  /** Names that exist already. */
  taken: readonly string[];
  /** Whether it may belong to this sprite only. */
  offerLocal: boolean;
}

export type TextAnswer = { text: string; local: boolean };

/** Something to agree to before it is done. */
export interface AgreementQuestion {
  title: string;
  /** What will happen, and what stays. */
  description: string;
  /** The deed, for the button. */
  confirm: string;
}

/** Questions that are open on the page, one of each kind at a time; asking again dismisses the one before. */
export class Questions {
  text: { question: TextQuestion; answer: (answer: TextAnswer | undefined) => void } | undefined = $state.raw();
  procedure: { question: Procedure; answer: (answer: Procedure | undefined) => void } | undefined = $state.raw();
  agreement: { question: AgreementQuestion; answer: (agreed: boolean) => void } | undefined = $state.raw();

  /** Whether the extensions are shown. */
  extensions = $state(false);

  /** Resolves with undefined when the person thought better of it. */
  askText(question: TextQuestion): Promise<TextAnswer | undefined> {
    this.text?.answer(undefined);
    return new Promise((resolve) => {
      this.text = {
        question,
        answer: (answer) => {
          this.text = undefined;
          resolve(answer);
        },
      };
    });
  }

  agree(question: AgreementQuestion): Promise<boolean> {
    this.agreement?.answer(false);
    return new Promise((resolve) => {
      this.agreement = {
        question,
        answer: (agreed) => {
          this.agreement = undefined;
          resolve(agreed);
        },
      };
    });
  }

  askProcedure(question: Procedure): Promise<Procedure | undefined> {
    this.procedure?.answer(undefined);
    return new Promise((resolve) => {
      this.procedure = {
        question,
        answer: (answer) => {
          this.procedure = undefined;
          resolve(answer);
        },
      };
    });
  }
}
