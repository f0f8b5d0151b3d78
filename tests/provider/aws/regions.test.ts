import { describe, expect, it } from "@jest/globals";

import {
  isEnabledByDefault,
  whyNoBedrockAccess,
  whyNoComprehend,
} from "#provider/aws/regions-and-partitions";

describe("a Region", () => {
  it.each(["us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2", "ap-northeast-3"])(
    "%s is enabled in every account",
    (region) => expect(isEnabledByDefault(region)).toBe(true),
  );

  it.each(["ap-southeast-4", "eu-south-1", "me-central-1", "us-gov-west-1", "a-region-of-tomorrow-1"])(
    "%s is not",
    (region) => expect(isEnabledByDefault(region)).toBe(false),
  );

  it.each([
    ["ap-east-1", /no Amazon Bedrock: choose another Region/],
    ["cn-north-1", /China, where Amazon Bedrock does not exist/],
    ["cn-northwest-1", /China/],
    ["us-gov-west-1", /linked commercial account \(in us-east-1 or us-west-2\), then by hand.*us-gov-west-1/],
    ["us-gov-east-1", /GovCloud/],
    ["eusc-de-east-1", /European Sovereign Cloud/],
    ["us-iso-east-1", /isolated partition/],
    ["us-isob-east-1", /isolated partition/],
    ["eu-isoe-west-1", /isolated partition/],
  ])("%s cannot have its model access managed, and says why", (region, reason) => {
    expect(whyNoBedrockAccess(region)).toMatch(reason);
  });

  it.each(["us-east-1", "ap-southeast-4", "mx-central-1"])("%s can", (region) => {
    expect(whyNoBedrockAccess(region)).toBeUndefined();
  });

  it.each(["us-east-1", "ap-southeast-2", "us-gov-west-1", "us-iso-east-1"])(
    "%s has Comprehend",
    (region) => {
      expect(whyNoComprehend(region)).toBeUndefined();
    },
  );

  it.each(["us-west-1", "sa-east-1", "us-gov-east-1", "cn-north-1", "eusc-de-east-1"])(
    "%s has no Comprehend",
    (region) => expect(whyNoComprehend(region)).toMatch(/^has no Amazon Comprehend: /),
  );
});
