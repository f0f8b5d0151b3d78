import type { Aws } from "./aws";
import type { Place } from "./place";
import { kmsSdk } from "./sdk";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
  readonly Action?: string | readonly string[];
}

/** Who a key's policy lets decrypt, as far as it can be told without evaluating its conditions. */
export interface Decrypters {
  readonly accountIds: ReadonlySet<string>;
  /** Some statement is about everybody, under whatever conditions. */
  readonly everybody: boolean;
}

const DECRYPT = "kms:decrypt";

/** undefined where the policy may not be read: nothing may depend on it. */
export async function decryptersOf(aws: Aws, place: Place, KeyId: string): Promise<Decrypters | undefined> {
  const command = new (kmsSdk().GetKeyPolicyCommand)({ KeyId, PolicyName: "default" });
  try {
    const { Policy = "{}" } = await aws.kms(place).send(command);
    return readPolicy(Policy);
  } catch {
    // Whoever shares a model need not be allowed to look at its key.
    return undefined;
  }
}

/** @throws SyntaxError when the text is no JSON, which AWS would not have stored */
function readPolicy(text: string): Decrypters {
  const { Statement } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
  const principals = listed(Statement)
    .filter(({ Effect, Action }) => Effect === "Allow" && listed(Action).some(coversDecrypt))
    .flatMap(({ Principal }) => (typeof Principal === "string" ? [Principal] : listed(Principal?.AWS)));
  return {
    everybody: principals.includes("*"),
    accountIds: new Set(
      principals.flatMap(
        (principal) => /^(?:arn:aws[\w-]*:(?:iam|sts)::)?(\d{12})(?:$|:)/.exec(principal)?.[1] ?? [],
      ),
    ),
  };
}

function coversDecrypt(action: string): boolean {
  const pattern = action
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`).test(DECRYPT);
}

function listed<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
