import { type Emulator, type EmulatorOptions, ManualClock, startEmulator } from "#emulator/index";

export type { Emulator };

/** The account that manages the default world's organization. */
export const ACCOUNT = "111122223333";
export const MEMBER = "444455556666";
export const OUTSIDER = "777788889999";
export const REGION = "us-east-1";

/** A model with one public offer, one without any agreement, and one with a public and a private offer. */
export const THIRD_PARTY = "cohere.command-r-v1:0";
export const FIRST_PARTY = "amazon.nova-micro-v1:0";
export const TWO_OFFERS = "ai21.jamba-1-5-large-v1:0";
export const NEEDS_FORM = "anthropic.claude-3-haiku-20240307-v1:0";

/** Custom models of the managing account, the second with a customer's KMS key. */
export const CUSTOM_MODEL =
  "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-micro-v1:0:128k/triage000001";
export const ENCRYPTED_MODEL =
  "arn:aws:bedrock:us-east-1:111122223333:custom-model/anthropic.claude-3-haiku-20240307-v1:0:200k/summary00001";

/** Models of Comprehend that the managing account has trained. */
export const CLASSIFIER =
  "arn:aws:comprehend:us-east-1:111122223333:document-classifier/ticket-topics/version/v1";
export const RECOGNIZER =
  "arn:aws:comprehend:us-east-1:111122223333:entity-recognizer/order-numbers/version/v1";

/** A first-use form. */
export const FORM = {
  companyName: "Canary Seed Ltd",
  companyWebsite: "https://canary-seed.example.com",
  intendedUsers: "0",
  industryOption: "Agriculture of seeds",
  otherIndustryOption: "Bird food",
  useCases: "Canaries that sing\nand answer questions",
};

/** An emulator whose time the test moves. */
export async function startStill(options: EmulatorOptions = {}): Promise<Emulator & { clock: ManualClock }> {
  const clock = new ManualClock();
  return Object.assign(await startEmulator({ ...options, clock }), { clock });
}

/**
 * An emulator whose time goes on with each request, and stands still between them: what AWS takes its time for is there after as many
 * looks on a slow machine as on a fast one, and no token grows old meanwhile.
 */
export async function startStepping(secondsEach: number, options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startStill(options);
  emulator.requests.listen(() => emulator.clock.tick(secondsEach));
  return emulator;
}

/** The names of the calls that changed something, in order. */
export function writes({ requests }: Pick<Emulator, "requests">): string[] {
  return requests
    .all()
    .filter(({ access }) => access === "write")
    .map(({ operation }) => operation);
}
