/** What a recording of the real service tells of one answer's members: facts, not the recording. */
export interface RecordedAnswer {
  /** The service's signing name and the operation, such as `sts AssumeRole`. */
  operation: string;
  /** The situation it was answered in. */
  what: string;
  /** Where the recording is, and of when. */
  source: string;
  /** Dotted paths of members that recordings always have. Of a list, each item has them. */
  always: string[];
  /** Dotted paths of members that recordings show absent. */
  never: string[];
}
