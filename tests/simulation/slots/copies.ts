import { customModels } from "#emulator/services/bedrock/custom-models";

import { CUSTOM_MODEL, MEMBER, REGION } from "../../support/emulator/emulated";
import type { SimulatedAws } from "../aws";
import type { Slot } from "../slots";
import { FAR } from "../world";
import { hasTags } from "./tags";

const TAGS: readonly Readonly<Record<string, string>>[] = [{}, { team: "ml" }, { stage: "prod" }];

/** The recipient's copy of a model that the share lets it see. */
function copy(name: string, share: string, region: string): Slot {
  const place = { account: MEMBER, region };
  const live = (aws: SimulatedAws) =>
    customModels(aws.emulated).filter(
      (model) => model.arn.split(":")[4] === MEMBER && model.name.startsWith(`${name}-`),
    );
  const nameOf = (variant: number): string => `${name}-${variant % 2}`;
  const tagsOf = (variant: number) => TAGS[variant % TAGS.length]!;
  return {
    ...{ name, type: "CustomModelCopy", account: MEMBER, needs: [share], variants: 4 },
    args: (variant, outputs) => ({
      region,
      sourceModelArn: CUSTOM_MODEL,
      shareArn: outputs(share)["resourceShareArn"],
      modelName: nameOf(variant),
      tags: tagsOf(variant),
      ...(variant === 3 && { deletionPolicy: "retain" }),
    }),
    objects: (aws) => live(aws).map(({ arn }) => arn),
    untrue: (aws, variant, { modelArn }) => {
      const found = live(aws).find(({ arn }) => arn === modelArn);
      if (!found) return "the state has another ARN";
      if (found.name !== nameOf(variant)) return `it is called ${found.name}`;
      return hasTags(found.tags, tagsOf(variant)) ? undefined : "it has other tags";
    },
    edits: [
      { what: "deleted", do: ({ options }, arn) => options.incidents.customModelDeleted(place, arn) },
      {
        what: "tagged",
        do: ({ options }, arn) => {
          const { tags } = customModels(options).find((model) => model.arn === arn)!;
          options.incidents.customModelTagged(place, arn, { ...tags, team: "nobody" });
        },
      },
    ],
  };
}

export const copies: readonly Slot[] = [copy("copy", "alpha", REGION), copy("far", "alpha", FAR)];
