import { isDeepStrictEqual } from "node:util";

import { associationTable, type Share, shareTable } from "#emulator/services/ram/records";

import { ACCOUNT, CUSTOM_MODEL, ENCRYPTED_MODEL, MEMBER, REGION } from "../../support/emulator/emulated";
import type { SimulatedAws } from "../aws";
import type { Slot } from "../slots";

const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;
const place = { account: ACCOUNT, region: REGION };

function share(name: string): Slot {
  const variants = [
    { name, resourceArns: [CUSTOM_MODEL], principals: [MEMBER] },
    {
      name: `${name} wide`,
      resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL],
      principals: [MEMBER],
      tags: { team: "ml" },
    },
    { name, resourceArns: [CUSTOM_MODEL], principals: [UNIT], tags: { team: "ops", stage: "prod" } },
    { name, resourceArns: [CUSTOM_MODEL], principals: [MEMBER, UNIT], deletionPolicy: "retain" },
  ];
  const live = (aws: SimulatedAws): Share[] =>
    [...shareTable(aws.emulated.store).values()].filter(
      (one) => one.deletedAt === undefined && one.name.split(" ")[0] === name,
    );
  return {
    ...{ name, type: "CustomModelShare", account: ACCOUNT, needs: [], variants: variants.length },
    args: (variant) => ({ ...variants[variant % variants.length]! }),
    objects: (aws) => live(aws).map(({ arn }) => arn),
    untrue: (aws, variant, { arn }) => {
      const wanted = variants[variant % variants.length]!;
      const found = live(aws)[0]!;
      if (found.arn !== arn) return "the state has another ARN";
      const inIt = [...associationTable(aws.emulated.store).values()]
        .filter(({ shareArn, removedAt }) => shareArn === arn && removedAt === undefined)
        .map(({ entity }) => entity)
        .sort();
      const entities = [...wanted.resourceArns, ...wanted.principals].sort();
      if (!isDeepStrictEqual(inIt, entities)) return `in it are ${inIt.join(", ")}`;
      if (found.name !== wanted.name) return "it has another name";
      const missing = Object.entries(wanted.tags ?? {}).filter(([key, value]) => found.tags[key] !== value);
      const own = Object.keys(found.tags).filter((key) => ["team", "stage"].includes(key));
      const tooMany = own.filter((key) => !(key in (wanted.tags ?? {})));
      return missing.length + tooMany.length > 0 ? "it has other tags" : undefined;
    },
    edits: [
      { what: "deleted", do: ({ options }, arn) => options.incidents.shareDeleted(place, arn) },
      {
        what: "renamed",
        do: ({ options }, arn) => options.incidents.shareChanged(place, arn, { name: `${name} by hand` }),
      },
      {
        what: "widened",
        do: ({ options }, arn) =>
          options.incidents.shareWidened(place, arn, { resourceArns: [ENCRYPTED_MODEL] }),
      },
    ],
  };
}

export const shares: readonly Slot[] = [share("alpha"), share("beta")];
