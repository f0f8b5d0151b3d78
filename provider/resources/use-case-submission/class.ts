// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";
import type { FormSource } from "./form-source";
import type { IntendedUsers } from "./intended-users";

/**
 * What a program says about a {@link UseCaseSubmission}. The six fields of the form are secret, whether or not the
 * program says so: in the state they are encrypted, and no message repeats them. Changing one of them files the
 * form again, which AWS may refuse.
 */
export interface UseCaseSubmissionArgs {
  /** The company's name, up to 128 characters. Changing it updates the resource in place. */
  companyName: pulumi.Input<string>;

  /**
   * The company's address in the web, up to 128 characters; a portfolio or repository page will do. Changing it
   * updates the resource in place.
   */
  companyWebsite: pulumi.Input<string>;

  /**
   * Whom the application is for: {@link IntendedUsers}, or AWS's own `"0"`, `"1"`, `"2"`. Changing it updates the
   * resource in place.
   */
  intendedUsers: pulumi.Input<IntendedUsers | 0 | 1 | 2>;

  /**
   * The industry, up to 128 characters, as the console's list calls it: `Technology`, `Other`, … Changing it
   * updates the resource in place.
   */
  industryOption: pulumi.Input<string>;

  /**
   * The industry in own words where the option is `Other`, up to 128 characters. Changing it updates the resource in place.
   * @default ""
   */
  otherIndustryOption?: pulumi.Input<string>;

  /**
   * What the models are used for, up to 8192 characters. Line breaks and tabs are allowed. Changing it updates the
   * resource in place.
   */
  useCases: pulumi.Input<string>;

  /**
   * What to do when *another* form is filed already; one that means the same is always adopted, and nothing is
   * filed. `"fail"` names the fields that differ; `"keep"` leaves it as it is and does not watch it; `"overwrite"`
   * files this one instead. Changing it updates the state only.
   * @default "fail"
   */
  onExisting?: pulumi.Input<"fail" | "keep" | "overwrite">;

  /**
   * The AWS Region to call. A form holds in all Regions that are enabled by default. Each opt-in Region needs a
   * form of its own. Changing to or from an opt-in Region replaces the resource; other changes update the state
   * only.
   * @default the configured Region if it is an opt-in Region, else `us-east-1`
   */
  region?: pulumi.Input<string>;

  /**
   * A role to assume for this resource, on top of the configured credentials. A role in another account replaces
   * the resource; another role in the same account updates the state only.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * The account's answer to Anthropic's first-use form, without which AWS refuses agreements for Anthropic's models.
 *
 * It is needed once per account, or once in the organization's management account, whose members then inherit it, and
 * again in each opt-in Region. Security teams are alarmed when a form is filed, so it is filed only where that changes
 * something.
 *
 * - **Create** adopts a form that means the same (case and line breaks count, spaces around do not); otherwise files
 *   the form and waits until AWS shows it, up to two minutes. One of AWS's internal accounts needs no form and succeeds.
 * - **Refresh** shows a form that was changed by somebody else, field by field and never a value.
 * - **Update** files the form again where AWS shows another one, reads it back, and fails if nothing has changed.
 * - **Delete** forgets the resource, and says so: AWS has no way to withdraw a form.
 *
 * The deploy identity needs bedrock:GetUseCaseForModelAccess and bedrock:PutUseCaseForModelAccess, and for
 * `formSource` organizations:DescribeOrganization, which may be missing.
 *
 * The id is `accountId/global`, or `accountId/region` in an opt-in Region.
 *
 * @example
 * ```ts
 * const form = new UseCaseSubmission("anthropic", {
 *   companyName: "Example Corp",
 *   companyWebsite: "https://example.com",
 *   intendedUsers: IntendedUsers.Internal,
 *   industryOption: "Technology",
 *   useCases: config.requireSecret("useCases"),
 * });
 * const sonnet = new ModelAgreement("sonnet", { modelId: "anthropic.claude-sonnet-4-20250514-v1:0" }, { dependsOn: form });
 * ```
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutUseCaseForModelAccess.html
 */
export class UseCaseSubmission extends ModelAccessResource {
  /** The company's name, up to 128 characters. */
  declare readonly companyName: pulumi.Output<string>;
  /** The company's address in the web, up to 128 characters. */
  declare readonly companyWebsite: pulumi.Output<string>;
  /** Whom the application is for. */
  declare readonly intendedUsers: pulumi.Output<IntendedUsers>;
  /** The industry, up to 128 characters, as the console's list calls it. */
  declare readonly industryOption: pulumi.Output<string>;
  /** The industry in own words where the option is `Other`, up to 128 characters. */
  declare readonly otherIndustryOption: pulumi.Output<string | undefined>;
  /** What the models are used for, up to 8192 characters. */
  declare readonly useCases: pulumi.Output<string>;
  /** The AWS Region to call. */
  declare readonly region: pulumi.Output<string>;
  /** The account whose form it is. */
  declare readonly accountId: pulumi.Output<string>;
  /** Whether a form was there before this resource. */
  declare readonly adopted: pulumi.Output<boolean>;
  /**
   * `account`: filed for this account. `organization`: found in a member account, which most likely inherits it;
   * AWS does not tell the two apart. `internal`: one of AWS's own accounts, which needs none. Absent where it
   * cannot be told.
   */
  declare readonly formSource: pulumi.Output<FormSource | undefined>;

  /**
   * Reads a form without managing it: `pulumi up` never changes it, and fails when there is none.
   * @param id `accountId/global`, or `accountId/region` in an opt-in Region
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<UseCaseSubmissionArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): UseCaseSubmission {
    return new UseCaseSubmission(name, state as UseCaseSubmissionArgs, { ...options, id });
  }

  /** Declares the resource. */
  constructor(name: string, args: UseCaseSubmissionArgs, options?: pulumi.CustomResourceOptions) {
    super("UseCaseSubmission", name, args, OUTPUTS, options, SECRETS);
  }
}

const OUTPUTS = [
  "companyName",
  "companyWebsite",
  "intendedUsers",
  "industryOption",
  "otherIndustryOption",
  "useCases",
  "region",
  "accountId",
  "adopted",
  "formSource",
];
const SECRETS = [
  "companyName",
  "companyWebsite",
  "intendedUsers",
  "industryOption",
  "otherIndustryOption",
  "useCases",
];
