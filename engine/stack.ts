import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";

import type {
  DestroyOptions,
  DestroyResult,
  ImportOptions as AutomationImportOptions,
  ImportResult,
  OutputMap,
  PreviewOptions,
  PreviewResult,
  RefreshOptions,
  RefreshResult,
  UpdateSummary,
  UpOptions,
  UpResult,
} from "@pulumi/pulumi/automation";
import { createColors } from "picocolors";

import { Diff } from "./display/diff";
import { Display, type Print } from "./display/display";
import { Progress } from "./display/progress";
import { hasChanges } from "./display/summary";
import { EngineError, UnsupportedByEmbeddedEngine } from "./errors";
import { EventSink } from "./events";
import { Operation, type OperationKind, type Outcome } from "./operation";
import type { Plugins } from "./host/plugins";
import { type ImportSpec, resourcesOf } from "./import-file";
import { fullKey, type Project, readProject } from "./project";
import { stackUrn } from "./run/context";
import type { ToImport } from "./run/import";
import { loadSdk, type Sdk } from "./sdk";
import { asText, type ConfigValue, StackSettings } from "./settings";
import { decodeDeployment, encodeDeployment, saltOf, type UntypedDeployment } from "./state/deployment";
import { StackLock } from "./state/lock";
import { PassphraseSecrets } from "./state/secrets";
import { StateFile } from "./state/state-file";
import { hasSecret, unwrap } from "./values/values";

export interface StackOptions {
  readonly stackName: string;
  /** The folder of Pulumi.yaml. */
  readonly workDir: string;
  /** Where the engine keeps the stack's state and settings. */
  readonly stateDir: string;
  readonly passphrase: string;
  /** The environment of the program and its providers. @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * Provider plugins, by package: the command that starts one, and its arguments. They come before those that Pulumi.yaml
   * names and those on PATH.
   * @default none
   */
  readonly plugins?: Plugins;
}

/** The CLI's exit codes that mean something of their own. */
export const EXIT = { failed: 1, changesWereProposed: 7, interrupted: 8 } as const;

/** A run that did not end well, with everything that was printed; the CLI's Automation API throws the like. */
export class CommandError extends EngineError {
  override readonly name = "CommandError";
  constructor(
    readonly code: number,
    readonly stdout: string,
    readonly stderr: string,
  ) {
    super(`code: ${code}\n stdout: ${stdout}\n stderr: ${stderr}\n`);
  }
}

/** The options of the Automation API, with what its types have not: inputs and outputs of resources, previews. */
type ImportOptions = Omit<AutomationImportOptions, "resources"> &
  Pick<UpOptions, "onEvent" | "onError" | "signal" | "parallel" | "diff" | "color"> & {
    resources?: readonly ImportSpec[];
    previewOnly?: boolean;
  };

type AnyOptions = UpOptions & PreviewOptions & RefreshOptions & DestroyOptions;

/** The options of the Automation API that mean something here. */
const HONOURED = new Set<keyof AnyOptions>([
  "parallel",
  "expectNoChanges",
  "refresh",
  "diff",
  "onOutput",
  "onError",
  "onEvent",
  "signal",
  "color",
  "previewOnly",
]);

interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly outcome: Outcome;
  readonly summary: UpdateSummary;
}

/** A stack on the embedded engine, in the shape of the Automation API's `Stack`. */
export class Stack {
  #running: Operation | undefined;

  private constructor(
    private readonly options: StackOptions,
    private readonly sdk: Sdk,
    private readonly secrets: PassphraseSecrets,
    private readonly state: StateFile,
    private readonly settings: StackSettings,
  ) {}

  /** @throws EngineError when there is no such stack and `create` is not wanted, or there is one and `select` is not */
  static async open(options: StackOptions, mode: "create" | "select" | "createOrSelect"): Promise<Stack> {
    const project = readProject(options.workDir);
    const folder = join(resolve(options.stateDir), project.name);
    const settings = new StackSettings(join(folder, `Pulumi.${options.stackName}.yaml`));
    if (mode === "create" && settings.exists)
      throw new EngineError(`stack '${options.stackName}' already exists`);
    if (mode === "select" && !settings.exists)
      throw new EngineError(`no stack named '${options.stackName}' found`);
    const state = await StateFile.open(
      join(folder, `${options.stackName}.json`),
      options.passphrase,
      settings.salt,
    );
    const secrets = state.secrets;
    if (!settings.exists) settings.create(secrets.salt);
    return new Stack(options, loadSdk(project.programDir), secrets, state, settings);
  }

  static createOrSelect(options: StackOptions): Promise<Stack> {
    return Stack.open(options, "createOrSelect");
  }

  get name(): string {
    return this.options.stackName;
  }

  /** As Pulumi.yaml says now: every run reads it anew, as the CLI does. */
  get project(): Project {
    return readProject(this.options.workDir);
  }

  async up(options: UpOptions = {}): Promise<UpResult> {
    const { stdout, stderr, summary } = await this.#run("update", false, options);
    return { stdout, stderr, summary, outputs: await this.outputs() };
  }

  async preview(options: PreviewOptions = {}): Promise<PreviewResult> {
    const { stdout, stderr, outcome } = await this.#run("update", true, options);
    return { stdout, stderr, changeSummary: outcome.changes };
  }

  async refresh(options: RefreshOptions = {}): Promise<RefreshResult> {
    const { stdout, stderr, summary } = await this.#run("refresh", isPreviewOnly(options), options);
    return { stdout, stderr, summary };
  }

  async previewRefresh(options: RefreshOptions = {}): Promise<PreviewResult> {
    const { stdout, stderr, outcome } = await this.#run("refresh", true, options);
    return { stdout, stderr, changeSummary: outcome.changes };
  }

  async destroy(options: DestroyOptions = {}): Promise<DestroyResult> {
    const { stdout, stderr, summary } = await this.#run("destroy", isPreviewOnly(options), options);
    return { stdout, stderr, summary };
  }

  async previewDestroy(options: DestroyOptions = {}): Promise<PreviewResult> {
    const { stdout, stderr, outcome } = await this.#run("destroy", true, options);
    return { stdout, stderr, changeSummary: outcome.changes };
  }

  /** Takes over what exists, without a program. Code for it is not generated. */
  async import(options: ImportOptions = {}): Promise<ImportResult> {
    const { resources, nameTable, protect = true, generateCode, ...others } = options;
    if (generateCode) throw new UnsupportedByEmbeddedEngine("the generation of code");
    const names = { stack: this.name, project: this.project.name };
    const file = { ...(nameTable && { nameTable }), ...(resources && { resources }) };
    const imports = resourcesOf(file, names, protect, this.secrets);
    const { stdout, stderr, summary } = await this.#run("import", isPreviewOnly(options), others, imports);
    return { stdout, stderr, summary, generatedCode: "" };
  }

  /** Lets running steps finish and starts no others. */
  async cancel(): Promise<void> {
    this.#running?.cancel();
  }

  /** Ends everything at once; the state then says what was under way. */
  async kill(): Promise<void> {
    await this.#running?.kill();
  }

  async outputs(): Promise<OutputMap> {
    const urn = stackUrn({ stack: this.name, project: this.project.name });
    const outputs = this.state.read().resources.find((resource) => resource.urn === urn)?.outputs ?? {};
    return Object.fromEntries(
      Object.entries(outputs).map(([key, value]) => [
        key,
        { value: unwrap(value), secret: hasSecret(value) },
      ]),
    );
  }

  async exportStack(showSecrets = false): Promise<UntypedDeployment> {
    return encodeDeployment(this.state.read(), this.secrets, showSecrets);
  }

  /** Takes over a state; its secrets must open with the stack's passphrase, or be in clear. */
  async importStack(deployment: UntypedDeployment): Promise<void> {
    const lock = this.#lock();
    try {
      const theirs = await PassphraseSecrets.open(
        this.options.passphrase,
        saltOf(deployment) ?? this.secrets.salt,
      );
      this.state.write(decodeDeployment(deployment, theirs));
    } finally {
      lock.release();
    }
  }

  async getConfig(key: string): Promise<ConfigValue | undefined> {
    return this.settings.values(this.secrets).get(fullKey(this.project.name, key));
  }

  async getAllConfig(): Promise<Record<string, ConfigValue>> {
    return Object.fromEntries(this.#config(this.project));
  }

  async setConfig(key: string, value: { value: string; secret?: boolean }): Promise<void> {
    const full = fullKey(this.project.name, key);
    this.settings.set(full, { value: value.value, secret: value.secret ?? false }, this.secrets);
  }

  async setAllConfig(config: Record<string, { value: string; secret?: boolean }>): Promise<void> {
    for (const [key, value] of Object.entries(config)) await this.setConfig(key, value);
  }

  async removeConfig(key: string): Promise<void> {
    this.settings.unset(fullKey(this.project.name, key));
  }

  /** How many resources the stack has. */
  get resourceCount(): number {
    return this.state.read().resources.length;
  }

  /** Forgets the stack. @throws EngineError while it still has resources, unless forced */
  async remove(force = false): Promise<void> {
    if (!force && this.resourceCount > 0) {
      throw new EngineError(
        `'${this.name}' still has resources; removal rejected. Destroy them first, or use --force`,
      );
    }
    this.state.remove();
    this.settings.remove();
  }

  async #run(
    kind: OperationKind,
    preview: boolean,
    options: AnyOptions,
    imports: readonly ToImport[] = [],
  ): Promise<Finished> {
    refuseUnsupported(options);
    const { project } = this;
    const output = new Output(options);
    const display = makeDisplay(heading(kind, preview, this.name), preview, options, output.print);
    const operation = new Operation({
      kind,
      preview,
      refresh: options.refresh ?? false,
      parallel: options.parallel ?? 4 * availableParallelism(),
      stack: this.name,
      project,
      sdk: this.sdk,
      state: this.state,
      config: this.#config(project),
      env: this.options.env ?? process.env,
      plugins: this.options.plugins ?? {},
      imports,
      events: new EventSink((event) => {
        display.show(event);
        options.onEvent?.(event);
      }),
    });
    const lock = preview ? undefined : this.#lock();
    const cancel = (): void => operation.cancel();
    options.signal?.addEventListener("abort", cancel);
    this.#running = operation;
    const startTime = new Date();
    try {
      display.start();
      const outcome = await operation.execute();
      const unexpected = outcome.ok && options.expectNoChanges === true && hasChanges(outcome.changes);
      const verb = preview && kind === "update" ? "preview" : kind;
      if (unexpected) output.error(`error: no changes were expected for ${verb} but changes were proposed`);
      const code = unexpected ? EXIT.changesWereProposed : outcome.ok ? 0 : EXIT.failed;
      if (code !== 0) throw new CommandError(code, output.stdout, output.stderr);
      return {
        stdout: output.stdout,
        stderr: output.stderr,
        outcome,
        summary: summaryOf(kind, startTime, outcome),
      };
    } finally {
      options.signal?.removeEventListener("abort", cancel);
      lock?.release();
      this.#running = undefined;
    }
  }

  #lock(): StackLock {
    return StackLock.take(`${this.state.path}.lock`);
  }

  /** The project's configuration, and the stack's over it. */
  #config({ config }: Project): Map<string, ConfigValue> {
    const ofProject = Object.entries(config).map(
      ([key, raw]) => [key, { value: asText(raw), secret: false }] as const,
    );
    return new Map<string, ConfigValue>([...ofProject, ...this.settings.values(this.secrets)]);
  }
}

/** The Automation API prefers `previewRefresh` and `previewDestroy`, and still takes this. */
function isPreviewOnly({ previewOnly }: { previewOnly?: boolean }): boolean {
  return previewOnly ?? false;
}

/** Keeps what is printed and passes it on. */
class Output {
  stdout = "";
  stderr = "";

  constructor(private readonly options: Pick<AnyOptions, "onOutput" | "onError">) {}

  readonly print: Print = (line) => {
    this.stdout += `${line}\n`;
    this.options.onOutput?.(`${line}\n`);
  };

  error(line: string): void {
    this.stderr += `${line}\n`;
    this.options.onError?.(`${line}\n`);
  }
}

function refuseUnsupported(options: AnyOptions): void {
  const asked = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
  const unsupported = asked.find(([name]) => !HONOURED.has(name as keyof AnyOptions));
  if (unsupported) throw new UnsupportedByEmbeddedEngine(`the option ${unsupported[0]}`);
}

function makeDisplay(title: string, preview: boolean, { diff, color }: AnyOptions, print: Print): Display {
  const colors = createColors(color === "always");
  const live = diff ? new Diff(print, colors) : new Progress(preview, print, colors);
  return new Display({ heading: title, preview }, live, print, colors);
}

function heading(kind: OperationKind, preview: boolean, stack: string): string {
  const doing = { update: "Updating", refresh: "Refreshing", destroy: "Destroying", import: "Importing" }[
    kind
  ];
  return preview ? `Previewing ${kind} (${stack})` : `${doing} (${stack})`;
}

function summaryOf(kind: OperationKind, startTime: Date, { changes }: Outcome): UpdateSummary {
  return {
    kind,
    startTime,
    endTime: new Date(),
    message: "",
    environment: {},
    config: {},
    result: "succeeded",
    version: 0,
    resourceChanges: changes,
  };
}
