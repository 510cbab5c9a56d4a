/**
 * The functions that sketches call, each written into a sketch only when it is needed. They stand at the end of the sketch,
 * after the program that a teacher wants to show; `declaration` goes to the top.
 */
export interface Helper {
  /** What goes to the top of the sketch. */
  declaration: string;
  needs?: readonly string[];
  /** Lines of the definition, comment included. */
  body: string;
}
