import type { Call } from "../../operation";
import { type Kind, partsOf } from "./arns";
import { selectModels } from "./listing";
import { statusOf } from "./models";

/** The versions of each name in one, the newest name first. */
export function summarize(kind: Kind, call: Call) {
  const models = selectModels(kind, {}, call);
  const names = [...new Set(models.map(({ arn }) => partsOf(arn).name))];
  return names.map((name) => {
    const versions = models.filter(({ arn }) => partsOf(arn).name === name);
    const [latest] = versions;
    return {
      name,
      NumberOfVersions: versions.length,
      LatestVersionCreatedAt: new Date(latest!.submittedAt),
      LatestVersionName: partsOf(latest!.arn).version,
      LatestVersionStatus: statusOf(latest!, call),
    };
  });
}
