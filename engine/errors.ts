/** The command failed in a way its own message explains; no stack is of use to anybody. */
export class EngineError extends Error {
  override readonly name: string = "EngineError";
}

/** Something the Pulumi CLI can do and this engine cannot. */
export class UnsupportedByEmbeddedEngine extends EngineError {
  override readonly name = "UnsupportedByEmbeddedEngine";
  constructor(readonly feature: string) {
    super(`the embedded engine does not support ${feature}: use the Pulumi CLI`);
  }
}
