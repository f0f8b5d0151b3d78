import {
  GetFoundationModelAvailabilityCommand,
  GetUseCaseForModelAccessCommand,
} from "@aws-sdk/client-bedrock";

import type { WorldFile } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";

import { comprehendOf, importersPolicy, letImport, ownVersions, shownPolicy } from "../aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  FORM,
  MEMBER,
  OUTSIDER,
  REGION,
  TWO_OFFERS,
} from "../emulator/emulated";
import { grantByHand, licensedProduct, madeGrants, subscribe, UNIT } from "../aws/grants";
import { bedrockOf, copyByHand, ownModels } from "../aws/models";
import { ownedShares, shareByHand } from "../aws/shares";
import type { Managed } from "../hosts/dynamic-host";

/** Something that somebody does past the resource; `id` is the resource's. */
type ByHand = (emulator: Emulator, id: string) => void;

/** A resource, what is changed by its update, and what must be there once, whatever happened. */
export interface Subject {
  readonly kind: string;
  /** The account that calls. */
  readonly account: string;
  readonly world?: WorldFile;
  /** Provides what has to be there before; the resource's inputs are the answer. */
  readonly prepare: (emulator: Emulator) => Promise<PropertyMap>;
  /** The inputs that an update changes. */
  readonly change?: PropertyMap;
  /** Whether that change makes another object. */
  readonly replaces?: boolean;
  /** What there is of it in AWS. */
  readonly objects: (emulator: Emulator) => Promise<readonly object[]>;
  /** The call that makes it. */
  readonly makes: string;
  /** Whether what was made is there after a delete as well. */
  readonly stays?: boolean;
  /** The input by whose drift it is shown gone, where the state outlives it. */
  readonly goneShownBy?: string;
  /** Whether only somebody else can bring it back once it is gone. */
  readonly isGoneForGood?: boolean;
  /** Whether a create whose state was lost knows later that it was ours. */
  readonly isMarked: boolean;
  /** Alternatives under which AWS does not keep the mark. */
  readonly losesMark?: { readonly assumption: string; readonly alternatives: readonly string[] };
  /** Makes it before the resource does. */
  readonly madeByHand?: (emulator: Emulator, args: PropertyMap) => Promise<unknown>;
  /** Further inputs under which what was made by hand is the same. */
  readonly namedByHand?: PropertyMap;
  readonly changedByHand?: ByHand;
  readonly removedByHand: ByHand;
  /** Uses it, so that AWS does not delete it. */
  readonly usedByHand?: ByHand;
}

const owners = { account: ACCOUNT, region: REGION };
const members = { account: MEMBER, region: REGION };
const agreement = { ...owners, modelId: TWO_OFFERS };
const IMPORTED = CLASSIFIER.replace(ACCOUNT, MEMBER);

export const SUBJECTS: readonly Subject[] = [
  {
    kind: "ModelAgreement",
    account: ACCOUNT,
    prepare: async () => ({ modelId: TWO_OFFERS }),
    change: { offerId: "offer-jambaprivate" },
    replaces: true,
    objects: (emulator) => shownAgreements(emulator, TWO_OFFERS),
    makes: "CreateFoundationModelAgreement",
    goneShownBy: "agreementStatus",
    isMarked: false,
    madeByHand: async ({ incidents }) => incidents.agreementAccepted(agreement),
    changedByHand: ({ incidents }) => incidents.agreementFails(agreement, "no card"),
    removedByHand: ({ incidents }) => incidents.agreementRevoked(agreement),
  },
  {
    kind: "UseCaseSubmission",
    account: ACCOUNT,
    prepare: async () => ({ ...FORM }),
    change: { companyName: "Canary Seed & Sons" },
    objects: (emulator) => shownForms(emulator, ACCOUNT),
    makes: "PutUseCaseForModelAccess",
    stays: true,
    isMarked: false,
    madeByHand: async ({ incidents }) => incidents.formFiled(owners, FORM),
    changedByHand: ({ incidents }) => incidents.formFiled(owners, { ...FORM, companyName: "Another" }),
    removedByHand: ({ incidents }) => incidents.formRemoved(owners),
  },
  {
    kind: "CustomModelShare",
    account: ACCOUNT,
    prepare: async () => ({ name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] }),
    change: {
      name: "more models",
      resourceArns: [ENCRYPTED_MODEL],
      principals: [`arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`],
      tags: { team: "ml" },
    },
    objects: ownedShares,
    makes: "CreateResourceShare",
    isMarked: true,
    changedByHand: ({ incidents }, id) => incidents.shareNarrowed(owners, id, MEMBER),
    removedByHand: ({ incidents }, id) => incidents.shareDeleted(owners, id),
  },
  {
    kind: "CustomModelShareAcceptance",
    account: OUTSIDER,
    // Time runs fast: an invitation must outlive what a busy machine takes to start a process.
    world: { sharing: { customModelsOutside: true }, timing: { sharing: { invitationSeconds: 604_800 } } },
    prepare: async (emulator) => ({ shareArn: await shareByHand(emulator, [OUTSIDER]) }),
    objects: async (emulator) => carriedOut(emulator, "AcceptResourceShareInvitation"),
    makes: "AcceptResourceShareInvitation",
    stays: true,
    isGoneForGood: true,
    isMarked: false,
    madeByHand: async ({ clock, incidents }, { shareArn }) => {
      // A recipient sees an invitation some time after it was sent.
      clock.tick(60);
      incidents.invitationAccepted({ account: OUTSIDER, region: REGION }, shareArn as string);
    },
    removedByHand: ({ incidents }, id) => incidents.shareDeleted(owners, id),
  },
  {
    kind: "CustomModelCopy",
    account: MEMBER,
    prepare: async (emulator) => {
      await shareByHand(emulator, [MEMBER]);
      return { sourceModelArn: CUSTOM_MODEL, modelName: "triage", tags: { team: "ml" } };
    },
    change: { tags: { stage: "prod" } },
    objects: (emulator) => ownModels(bedrockOf(emulator)),
    makes: "CreateModelCopyJob",
    isMarked: true,
    madeByHand: (emulator) => copyByHand(bedrockOf(emulator), { targetModelName: "triage" }),
    changedByHand: ({ incidents }, id) => incidents.customModelTagged(members, id, { team: "nobody" }),
    removedByHand: ({ incidents }, id) => incidents.customModelDeleted(members, id),
    usedByHand: ({ incidents }, id) => incidents.customModelUsed(members, id, "provisioned throughput live"),
  },
  {
    kind: "ComprehendModelPolicy",
    account: ACCOUNT,
    prepare: async () => ({ resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] }),
    change: {
      importers: [{ accountId: OUTSIDER }, { principalArn: `arn:aws:iam::${MEMBER}:role/importer` }],
    },
    objects: async (emulator) => [await shownPolicy(emulator)].filter((policy) => policy !== undefined),
    makes: "PutResourcePolicy",
    isMarked: true,
    losesMark: { assumption: "comprehend.policySids", alternatives: ["dropped", "made"] },
    madeByHand: async (emulator) => putByHand(emulator, MEMBER),
    changedByHand: (emulator) => putByHand(emulator, OUTSIDER),
    removedByHand: ({ incidents }) => incidents.modelPolicyChanged(owners, CLASSIFIER, undefined),
  },
  {
    kind: "ComprehendModelImport",
    account: MEMBER,
    prepare: async (emulator) => {
      await letImport(emulator);
      return { sourceModelArn: CLASSIFIER, tags: { team: "ml" } };
    },
    change: { tags: { stage: "prod" } },
    objects: (emulator) => ownVersions(comprehendOf(emulator, MEMBER)),
    makes: "ImportModel",
    isMarked: true,
    madeByHand: async ({ incidents }) =>
      incidents.comprehendModelMade(members, IMPORTED, { sourceModelArn: CLASSIFIER }),
    namedByHand: { versionName: "v1" },
    changedByHand: ({ incidents }, id) => incidents.comprehendModelTagged(members, id, { team: "nobody" }),
    removedByHand: ({ incidents }, id) => incidents.comprehendModelDeleted(members, id),
    usedByHand: ({ incidents }, id) => incidents.endpointMade(members, id, "live"),
  },
  {
    kind: "ModelLicenseGrant",
    account: ACCOUNT,
    prepare: async (emulator) => {
      subscribe(emulator);
      return { productId: await licensedProduct(emulator), principal: UNIT };
    },
    change: { grantName: "models for all", allowedOperations: ["CheckoutLicense"], tags: { team: "ml" } },
    objects: madeGrants,
    makes: "CreateGrant",
    isMarked: true,
    losesMark: { assumption: "license-manager.firstTags", alternatives: ["dropped"] },
    madeByHand: grantByHand,
    changedByHand: ({ incidents }, id) => incidents.grantDeactivated(owners, id),
    removedByHand: ({ incidents }, id) => incidents.grantDeleted(owners, id),
  },
];

export type Verb = "create" | "read" | "update" | "delete";

/** Does what a verb is about, as the engine does it. */
export function run(
  verb: Verb,
  managed: Managed,
  args: PropertyMap,
  { change }: Pick<Subject, "change">,
): Promise<unknown> {
  if (verb === "read") return managed.refresh();
  if (verb === "delete") return managed.destroy();
  return managed.up(verb === "update" ? { ...args, ...change } : args);
}

/** The calls of an operation that took place, whatever became of their answers. */
export function carriedOut({ requests }: Pick<Emulator, "requests">, operation: string) {
  return requests.all().filter((request) => request.operation === operation && request.carriedOut);
}

/** The agreement that an account has for a model, or is about to have. One that has failed is none. */
export async function shownAgreements(
  emulator: Emulator,
  modelId: string,
  account = ACCOUNT,
): Promise<object[]> {
  const command = new GetFoundationModelAvailabilityCommand({ modelId });
  const { agreementAvailability } = await bedrockOf(emulator, account).send(command);
  const isThere =
    agreementAvailability && !["NOT_AVAILABLE", "ERROR"].includes(agreementAvailability.status!);
  return isThere ? [agreementAvailability] : [];
}

/** The form that an account reads, if it reads one. */
export async function shownForms(emulator: Emulator, account: string): Promise<object[]> {
  try {
    return [await bedrockOf(emulator, account).send(new GetUseCaseForModelAccessCommand({}))];
  } catch (thrown) {
    if ((thrown as Error).name === "ResourceNotFoundException") return [];
    throw thrown;
  }
}

function putByHand({ incidents }: Emulator, importer: string): void {
  incidents.modelPolicyChanged(owners, CLASSIFIER, JSON.stringify(importersPolicy(importer)));
}
