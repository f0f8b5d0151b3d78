import {
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  ListFoundationModelAgreementOffersCommand,
} from "@aws-sdk/client-bedrock";
import { beforeEach, expect, it } from "@jest/globals";
import * as ts from "typescript";

import { RunningClock, startEmulator } from "#emulator/index";
import { bedrock } from "../support/aws/clients";
import { ACCOUNT, type Emulator, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { untilTestEnds } from "../support/engines/deployed";
import { changesOf, type DeployedStack } from "../support/engines/engines";
import { TestProject } from "../support/engines/project";
import { blocksOf } from "../support/pages/blocks";

const [ACCEPT, CANCEL] = ["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement"];

/** A block of a page, as the program that it is. */
function programOn(page: string, first: string): string {
  const found = blocksOf(`docs/${page}`).find(
    ({ language, text }) => language === "ts" && text.startsWith(first),
  );
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  return ts.transpileModule(found!.text, { compilerOptions }).outputText;
}
const block = (name: string): string => programOn("from-pulumi-aws.md", `// ${name}.ts\n`);

interface State {
  readonly deployment: { resources: { readonly urn: string; readonly type: string }[] };
}

describeOnCells("moving to this package", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(1200) });
    project = untilTestEnds(emulator, new TestProject(block("before")));
    stack = await cell.open(project, {
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: emulator.url,
    });
    await stack.setAllConfig({ "aws:region": { value: REGION } });
  });

  /** Runs another program; what it did, and what it changed in AWS. */
  async function up(program: string): Promise<[unknown, string[]]> {
    emulator.requests.clear();
    project.program(program);
    return [await changesOf(stack.up()), writes(emulator)];
  }

  async function holds(): Promise<void> {
    emulator.requests.clear();
    expect(await stack.outputs()).toMatchObject({ status: { value: "AVAILABLE" } });
    await stack.refresh();
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 2 });
    expect(writes(emulator)).toEqual([]);
  }

  it("from @pulumi/aws with retainOnDelete never cancels", async () => {
    expect(await up(block("before"))).toEqual([{ create: 2 }, [ACCEPT]]);
    expect(await up(block("retained"))).toEqual([{ same: 2 }, []]);
    expect(await up(block("after"))).toEqual([{ create: 1, delete: 1, same: 1 }, []]);
    await holds();
  });

  it("from @pulumi/aws with state delete never cancels; a destroy then does, as before", async () => {
    await stack.up();
    const state = (await stack.exportStack(true)) as State;
    const { resources } = state.deployment;
    const kept = resources.filter(
      ({ type }) => type !== "aws:bedrockfoundation/modelAgreement:ModelAgreement",
    );
    expect(kept).toHaveLength(resources.length - 1);
    // What `pulumi state delete` does.
    await stack.importStack({ ...state, deployment: { ...state.deployment, resources: kept } } as never);
    expect(await up(block("after"))).toEqual([{ create: 1, same: 1 }, []]);
    await holds();
    await stack.destroy();
    expect(writes(emulator)).toEqual([CANCEL]);
  });

  it("from @pulumi/aws in one up loses the model: ours adopts, theirs cancels; a refresh shows it, and up --refresh mends it", async () => {
    await stack.up();
    expect(await up(block("after"))).toEqual([{ create: 1, delete: 1, same: 1 }, [CANCEL]]);
    await expect(stack.previewRefresh({ expectNoChanges: true })).rejects.toThrow(/no changes were expected/);
    emulator.requests.clear();
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ update: 1, same: 1 });
    expect(writes(emulator)).toEqual([ACCEPT]);
    await holds();
  });

  it("without ignoreChanges their next run wants to replace the agreement, because tokens change", async () => {
    const program = block("before").replace('{ ignoreChanges: ["offerToken"] }', "{}");
    await up(program);
    await expect(up(program)).rejects.toThrow(/\+\+[^]*diff: ~offerToken[^]*Agreement already exists/);
  });

  it("the form of @pulumi/aws is adopted in one up, and not filed again", async () => {
    expect(await up(block("form-before"))).toEqual([{ create: 2 }, ["PutUseCaseForModelAccess"]]);
    expect(await up(block("form-after"))).toEqual([{ create: 1, delete: 1, same: 1 }, []]);
    expect(await stack.outputs()).toMatchObject({ adopted: { value: true } });
  });

  it("from Terraform adopts while Terraform still has it; a destroy of Terraform's cancels all the same", async () => {
    const terraform = bedrock(emulator);
    const { offers } = await terraform.send(
      new ListFoundationModelAgreementOffersCommand({ modelId: THIRD_PARTY }),
    );
    const { offerToken } = offers![0]!;
    await terraform.send(new CreateFoundationModelAgreementCommand({ modelId: THIRD_PARTY, offerToken }));
    expect(await up(programOn("from-terraform.md", "import"))).toEqual([{ create: 2 }, []]);
    await holds();
    await terraform.send(new DeleteFoundationModelAgreementCommand({ modelId: THIRD_PARTY }));
    await expect(stack.previewRefresh({ expectNoChanges: true })).rejects.toThrow(/no changes were expected/);
  });
});
