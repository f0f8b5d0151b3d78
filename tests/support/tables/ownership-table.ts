/** What may come between a resource and its object, and how it ends for each kind of object. */
export interface Row {
  readonly situation: string;
  /** What happens, for people. */
  readonly story: string;
  /** By the kind of resource; `-` where there is nothing to tell. */
  readonly ends: Readonly<Record<Kind, string>>;
}

export const KINDS = [
  "CustomModelShare",
  "CustomModelCopy",
  "ComprehendModelImport",
  "ComprehendModelPolicy",
  "ModelLicenseGrant",
  "ModelAgreement",
  "UseCaseSubmission",
  "CustomModelShareAcceptance",
] as const;
export type Kind = (typeof KINDS)[number];

const DELETED = "deleted";
const KEPT = "kept";

/** Shares, copies, imports, policies and grants bear a mark; agreements, forms and acceptances cannot. */
function ends(marked: string, agreement: string, form = KEPT, acceptance = KEPT): Row["ends"] {
  return {
    CustomModelShare: marked,
    CustomModelCopy: marked,
    ComprehendModelImport: marked,
    ComprehendModelPolicy: marked,
    ModelLicenseGrant: marked,
    ModelAgreement: agreement,
    UseCaseSubmission: form,
    CustomModelShareAcceptance: acceptance,
  };
}

/** The test plays every row; `docs/ownership.md` is made of them. */
export const OWNERSHIP: readonly Row[] = [
  {
    situation: "killed before",
    story: "A run is killed before AWS has heard of the create. The next one makes it.",
    ends: ends(DELETED, DELETED),
  },
  {
    situation: "killed after",
    story: "A run is killed right behind the create: nothing is in the state. The next one finds the object.",
    ends: ends(DELETED, KEPT),
  },
  {
    situation: "lost answer",
    story: "AWS has made the object, and its answer cannot be read. The next run goes on.",
    ends: ends(DELETED, DELETED),
  },
  {
    situation: "renamed without alias",
    story: "The new name's create finds the object, then the old name's delete lets go of it.",
    ends: ends(DELETED, KEPT),
  },
  {
    situation: "forced replace",
    story: "`--target-replace` or a taint: create, then delete, and nothing is compared.",
    ends: ends(DELETED, KEPT),
  },
  {
    situation: "forced replace, delete first",
    story: "The same with `deleteBeforeReplace`.",
    ends: ends(DELETED, DELETED),
  },
  {
    situation: "moved provider",
    story: "The resource moves to another explicit provider of the same account: create there, delete here.",
    ends: ends(DELETED, KEPT),
  },
  {
    situation: "retain",
    story: 'deletionPolicy is "retain".',
    ends: ends(KEPT, KEPT, "-", "-"),
  },
  {
    situation: "retainOnDelete",
    story: "Pulumi forgets the resource without a delete; later it is declared again.",
    ends: ends(DELETED, KEPT),
  },
  {
    situation: "two stacks",
    story: "Two stacks declare the object. The one that made it is destroyed, then the other one.",
    ends: {
      ...ends("kept, then deleted", "deleted, then nothing", "kept, then kept", "kept, then kept"),
      // Each stack has one of its own: their names come from the resources.
      CustomModelShare: "deleted, then deleted",
      ComprehendModelImport: "deleted, then deleted",
      ComprehendModelPolicy: "deleted, then nothing",
    },
  },
  {
    situation: "two stacks, the other first",
    story: "The same, and the one that has found the object is destroyed first.",
    ends: {
      ...ends("kept, then deleted", "kept, then deleted", "kept, then kept", "kept, then kept"),
      CustomModelShare: "deleted, then deleted",
      ComprehendModelImport: "deleted, then deleted",
    },
  },
  {
    situation: "another backend",
    story:
      "The same project and stack in another backend declares it, too. The first is destroyed, then the other.",
    ends: {
      ...ends("kept, then deleted", "deleted, then nothing", "kept, then kept", "kept, then kept"),
      ComprehendModelPolicy: "deleted, then nothing",
    },
  },
  {
    situation: "old name reused",
    story:
      "After `pulumi state rename` another resource gets the old name. It is removed again, then the renamed one.",
    ends: {
      ...ends("refused", "kept, then deleted", "kept, then kept", "kept, then kept"),
      CustomModelShare: "deleted, then deleted",
    },
  },
];
