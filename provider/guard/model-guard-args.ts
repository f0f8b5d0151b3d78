import type * as pulumi from "@pulumi/pulumi";

import type { ModelGuardRules } from "./policies/rules";

/** Where a guard's policies go. Each place is one attachment of its own: adding or removing one touches no other. */
export interface ModelGuardTargets {
  /** The id of the organization's root, `r-…`: the guard holds in every account but the one that manages the organization. */
  readonly root?: pulumi.Input<string>;
  /** The ids of organizational units, `ou-…`. @default none */
  readonly organizationalUnits?: readonly pulumi.Input<string>[];
  /** The ids of accounts, 12 digits each. No control policy holds in the account that manages the organization. @default none */
  readonly accounts?: readonly pulumi.Input<string>[];
  /** The names of roles that call models: they are allowed what `allow` lists, and never a subscription. @default none */
  readonly runtimeRoles?: readonly pulumi.Input<string>[];
  /** The names of roles that deploy; each has to be among `exemptRoles`. They are allowed agreements and forms. @default none */
  readonly deployerRoles?: readonly pulumi.Input<string>[];
  /** The names of roles that read what was accepted. @default none */
  readonly evidenceReaderRoles?: readonly pulumi.Input<string>[];
}

/**
 * What a program says about a {@link ModelGuard}: the rules, which have to be known when the program runs, and where they go.
 * A change of the rules is made so that new control policies are attached before old ones are detached; IAM's are updated in place.
 */
export interface ModelGuardArgs extends ModelGuardRules {
  /**
   * `"simulate"` makes nothing in AWS: the outputs tell the documents, and what they would do. `"attach"` makes the policies with
   * @pulumi/aws (7 or later), which has to be installed, and attaches them to `targets`. Going back to `"simulate"` detaches and
   * deletes them. @default "simulate"
   */
  readonly mode?: "simulate" | "attach";
  /** Where the policies go. `"attach"` needs at least one. @default none */
  readonly targets?: ModelGuardTargets;
  /**
   * The agreements that the guard goes with. A model is let through after its agreement is there, and its agreement is given back
   * after the model is blocked: so nothing can be called that cannot work, and nothing is open between the two. A change
   * makes no difference in AWS. @default none
   */
  readonly agreements?: readonly pulumi.Resource[];
  /**
   * Whether a resource control policy keeps Comprehend models inside the organization, too; it goes where the control policies go.
   * @default false
   */
  readonly comprehendRcp?: boolean;
  /** The @pulumi/aws provider of the account that the roles in `targets` belong to. @default that of the control policies */
  readonly rolesProvider?: pulumi.ProviderResource;
  /** Tags of the policies. A change is made in place. @default none */
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
