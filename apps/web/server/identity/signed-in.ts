/** Who a request comes from, as far as the session tells. What they may do is decided by rows. */
export interface SignedIn {
  readonly personId: string;
  readonly kind: 'adult' | 'pupil';
  /** A nickname for pupils. */
  readonly displayName: string;
}
