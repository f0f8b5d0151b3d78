/** The engine that started this process, and how it is spoken to. */
export interface Engine {
  readonly address: string;
  /** Loads gRPC or Pulumi's stubs: the very copy that this process speaks to the engine with. */
  load(module: string): unknown;
}
