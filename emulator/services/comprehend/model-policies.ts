import { createHash, randomBytes } from "node:crypto";

import type { Call } from "../../operation/operation";
import { assume } from "../../behaviours/assumptions";
import { canonicalText } from "../../policies/canonical";
import type { Policy } from "../../policies/document";
import { parsePolicy, PolicyError } from "../../policies/parse";
import type { Emulated, Model, ModelPolicy } from "./model-record";
import { partitionIn } from "../../world/partitions";

/** What a policy of a model can allow. */
export const IMPORT_MODEL = "comprehend:ImportModel";

/** Why a text is no policy of a model; undefined when it is one. */
export function problemOf(text: string): string | undefined {
  try {
    const { statements } = parsePolicy(text);
    const others = statements
      .flatMap(({ actions }) => actions.named.map(({ written }) => written))
      .filter((written) => written !== IMPORT_MODEL);
    return others.length > 0 ? `it names ${others.join(", ")}` : undefined;
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
}

/** Whom the statements of a policy name, as they name them. */
export function principalsOf(text: string): string[] {
  const { Statement } = JSON.parse(text) as { Statement: object | object[] };
  return [Statement].flat().flatMap((one) => {
    const { Principal } = one as { Principal?: string | { AWS?: string | string[] } };
    return typeof Principal === "object" ? [Principal.AWS ?? []].flat() : [];
  });
}

const policyText = assume(
  "comprehend.policyText",
  "the text is read in AWS's own form: no blanks, its own order, lists of one as the one thing (the CLI's example)",
  { verbatim: "it is read letter by letter as it was put" },
);

const policyPrincipals = assume("comprehend.policyPrincipals", "an account is read as the ARN of its root", {
  ids: "an account is read as its id, however it was put",
  uniqueIds: "roles and users are read as their unique ids (AROA…, AIDA…)",
});

const policySids = assume(
  "comprehend.policySids",
  "Sids are read as they were put, also where there were none",
  {
    dropped: "there are none",
    made: "each statement has one that AWS has made up",
  },
);

const policyInForceLate = assume(
  "comprehend.policyInForce",
  "other accounts meet a policy that was put only a while after it",
  { atOnce: "it counts with the answer" },
);

const policyShown = assume(
  "comprehend.policyShown",
  "a policy is read as it is with the answer to a put or delete",
  {
    late: "it is read as it was before for as long as others meet that",
  },
);

/** How a policy is written, and when it counts. */
export const reading = [policyText, policyPrincipals, policySids, policyShown];
export const force = [policyInForceLate];

/** A policy of a model as it will be read. */
export function readableText(text: string, modelArn: string, of: Pick<Call, "world">): string {
  const written = policyText.is("verbatim", of) ? text : canonicalText(text, partitionIn(modelArn));
  const areNamedSo = policyPrincipals.is("ids", of) || policyPrincipals.is("uniqueIds", of);
  const haveOtherSids = policySids.is("dropped", of) || policySids.is("made", of);
  if (!areNamedSo && !haveOtherSids) return written;
  const { Statement, ...document } = JSON.parse(written) as { Statement: object | object[] };
  const statements = [Statement].flat().map((statement, index) => {
    const { Sid, Principal, ...rest } = statement as Record<string, unknown>;
    const sid = policySids.is("made", of) ? `Statement${index + 1}` : Sid;
    return {
      ...(sid !== undefined && !policySids.is("dropped", of) && { Sid: sid }),
      ...(Principal !== undefined && { Principal: renamed(Principal, of) }),
      ...rest,
    };
  });
  return JSON.stringify({ ...document, Statement: statements });
}

function renamed(principal: unknown, of: Pick<Call, "world">): unknown {
  return JSON.parse(JSON.stringify(principal), (_, one: unknown) => {
    if (typeof one !== "string") return one;
    const [, account, kind] = /^arn:[\w-]+:iam::(\d{12}):(root|role|user)/.exec(one) ?? [];
    if (policyPrincipals.is("ids", of) && kind === "root") return account;
    if (!policyPrincipals.is("uniqueIds", of) || kind === undefined || kind === "root") return one;
    const digits = createHash("sha256").update(one).digest("hex").slice(0, 17).toUpperCase();
    return `${kind === "role" ? "AROA" : "AIDA"}${digits}`;
  }) as unknown;
}

/** A policy that somebody puts on a model, which may have one. */
export function newPolicy(
  text: string,
  { arn, policy: before }: Pick<Model, "arn" | "policy">,
  call: Pick<Call, "world" | "clock">,
): ModelPolicy {
  return {
    text: readableText(text, arn, call),
    put: text,
    revisionId: randomBytes(16).toString("hex"),
    createdAt: before?.createdAt ?? call.clock.now(),
    modifiedAt: call.clock.now(),
  };
}

/** The policy that others meet, which may still be the one before. */
export function policyInForce(model: Model, emulated: Emulated): Policy | undefined {
  const isLate = !policyInForceLate.is("atOnce", emulated) && isChanging(model, emulated);
  const policy = isLate ? model.former?.policy : model.policy;
  return policy && parsePolicy(policy.put);
}

/** The policy as it is read. */
export function policyShownOf(model: Model, emulated: Emulated): ModelPolicy | undefined {
  const isLate = policyShown.is("late", emulated) && isChanging(model, emulated);
  return isLate ? model.former?.policy : model.policy;
}

/** Whether what was changed may still be as it was before. */
function isChanging({ former }: Model, { clock, world }: Emulated): boolean {
  return (
    former !== undefined && !clock.hasPassed(former.changedAt, world.timing.imports.policyInForceAfterSeconds)
  );
}
