import { modelAt, modelsOf } from "#emulator/services/comprehend/models";
import { principalsOf } from "#emulator/services/comprehend/model-policies";

import { importersPolicy } from "../../support/aws/comprehend";
import { ACCOUNT, CLASSIFIER, MEMBER, OUTSIDER, REGION } from "../../support/emulator/emulated";
import type { SimulatedAws } from "../aws";
import type { Slot } from "../slots";
import { hasTags } from "./tags";

const owners = { account: ACCOUNT, region: REGION };
const members = { account: MEMBER, region: REGION };

const IMPORTERS = [
  [{ accountId: MEMBER }],
  [{ accountId: MEMBER }, { accountId: OUTSIDER }],
  [{ accountId: MEMBER }, { principalArn: `arn:aws:iam::${OUTSIDER}:role/model-access-deployer` }],
];
const importersOf = (variant: number) => IMPORTERS[variant % IMPORTERS.length]!;
const policyText = (aws: SimulatedAws): string | undefined => modelAt(CLASSIFIER, aws.emulated)?.policy?.text;

const policy: Slot = {
  ...{ name: "policy", type: "ComprehendModelPolicy", account: ACCOUNT, needs: [], variants: 4 },
  args: (variant) => ({
    resourceArn: CLASSIFIER,
    importers: importersOf(variant),
    // Somebody may have put another one while no program had it.
    onExisting: "overwrite",
    ...(variant === 3 && { deletionPolicy: "retain" }),
  }),
  objects: (aws) => (policyText(aws) === undefined ? [] : [CLASSIFIER]),
  untrue: (aws, variant) => {
    const named = principalsOf(policyText(aws)!).map((one) => /^\d+$/.exec(one)?.[0] ?? one);
    const wanted = importersOf(variant).map((one) =>
      "accountId" in one ? `arn:aws:iam::${one.accountId}:root` : one.principalArn,
    );
    return [...named].sort().join() === [...wanted].sort().join()
      ? undefined
      : `it names ${named.join(", ")}`;
  },
  edits: [
    {
      what: "removed",
      do: ({ options }) => options.incidents.modelPolicyChanged(owners, CLASSIFIER, undefined),
    },
    {
      what: "replaced by another",
      do: ({ options }) =>
        options.incidents.modelPolicyChanged(owners, CLASSIFIER, JSON.stringify(importersPolicy(OUTSIDER))),
    },
  ],
};

const imports = (aws: SimulatedAws) =>
  modelsOf(members, aws.emulated).filter(
    ({ sourceModelArn, deletedAt }) => sourceModelArn === CLASSIFIER && deletedAt === undefined,
  );
const TAGS: readonly Readonly<Record<string, string>>[] = [{}, { team: "ml" }, { stage: "prod" }];

const versionOf = (variant: number): string => `v${variant % 2}`;

const imported: Slot = {
  ...{ name: "import", type: "ComprehendModelImport", account: MEMBER, needs: ["policy"], variants: 4 },
  args: (variant) => ({
    sourceModelArn: CLASSIFIER,
    versionName: versionOf(variant),
    tags: TAGS[variant % TAGS.length]!,
    ...(variant === 3 && { deletionPolicy: "retain" }),
  }),
  objects: (aws) => imports(aws).map(({ arn }) => arn),
  untrue: (aws, variant, { modelArn }) => {
    const found = imports(aws).find(({ arn }) => arn === modelArn);
    if (!found) return "the state has another ARN";
    if (!found.arn.endsWith(`/${versionOf(variant)}`)) return `it is called ${found.arn}`;
    return hasTags(found.tags, TAGS[variant % TAGS.length]) ? undefined : "it has other tags";
  },
  edits: [
    { what: "deleted", do: ({ options }, arn) => options.incidents.comprehendModelDeleted(members, arn) },
    {
      what: "tagged",
      do: ({ options }, arn) => {
        const { tags } = modelAt(arn, options)!;
        options.incidents.comprehendModelTagged(members, arn, { ...tags, team: "nobody" });
      },
    },
  ],
};

export const comprehendModels: readonly Slot[] = [policy, imported];
