/** Something that stands in people's way, and the way on. */
export interface Trouble {
  readonly title: string;
  /** Why it happens, for who looks it up. */
  readonly cause: string;
  /**
   * How it is recognised in what AWS or the network says: by its code, by a fragment that has been stable, by what we were
   * doing, or by several of these.
   */
  readonly signs?: { readonly code?: RegExp; readonly message?: RegExp; readonly doing?: RegExp };
  /** What we say ourselves, where neither says anything. */
  readonly says?: string;
  /** What to do next. */
  readonly next: readonly string[];
}
