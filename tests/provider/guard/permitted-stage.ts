import type { PropertyMap } from "#engine/values/values";
import { permissionsOf, type PolicyDocument, type RolePermissions } from "#provider/guard/policies/index";

import type { Cast } from "../../flips/casts";
import { Stage } from "../../flips/stage";
import { REGION } from "../../support/emulator/emulated";
import { permit, roleIn } from "../../support/emulator/permitted";
import type { Subject } from "../../support/tables/subjects";

/** As the examples run in their tests. */
const SPEED = 3600;

/**
 * Opens a stage on which a resource works in a role of its account.
 * @param allowed what the role may do, of what the resource needs. @default everything
 */
export async function openPermitted(
  subject: Subject,
  allowed?: (needed: RolePermissions) => PolicyDocument,
): Promise<Stage> {
  const stage = await Stage.open({
    ...{ subject, assumptions: {}, speed: SPEED, asked: new Set<string>() },
    config: { "aws:assumeRole": JSON.stringify({ roleArn: roleIn(subject.account) }) },
  });
  if (allowed) permit(stage.emulator, subject.account, [allowed(neededBy(subject, stage.args))]);
  return stage;
}

/** What a resource needs before and after its change, as whoever writes its program would ask. */
export function neededBy({ kind, account, change }: Subject, args: PropertyMap): RolePermissions {
  const both = [args, { ...args, ...change }].map((inputs) => ({ type: kind, inputs }));
  const configuration = { region: REGION, assumeRole: { roleArn: roleIn(account) } };
  return permissionsOf(both, { configuration }).roles[0]!;
}

/** Plays scenarios of a resource's life, each time in another AWS. */
export async function live(
  { subject, scenarios }: Cast,
  wanted: readonly string[],
  open: () => Promise<Stage>,
): Promise<void> {
  for (const { name, play } of scenarios) {
    if (!wanted.includes(name)) continue;
    const stages: Stage[] = [];
    try {
      await play(async () => {
        const stage = await open();
        stages.push(stage);
        return stage;
      });
    } catch (thrown) {
      throw new Error(`${subject.kind}, ${name}: ${String(thrown)}`, { cause: thrown });
    } finally {
      await Promise.all(stages.map((stage) => stage.close()));
    }
  }
}
