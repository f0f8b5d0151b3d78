import { fitsWildcards } from "../../core/wildcards";
import type { Aws } from "../aws";
import type { RegionAndRole } from "../region-and-role";
import { kmsSdk } from "../clients/sdk";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
}

/** Who a key's policy and grants let decrypt, as far as it can be told without evaluating conditions. */
export interface Decrypters {
  readonly accountIds: ReadonlySet<string>;
  /**
   * Some statement is about everybody, under whatever conditions, or about everybody but some; or a grantee is listed by
   * an id that does not tell its account.
   */
  readonly everybody: boolean;
}

const DECRYPT = "kms:decrypt";

/** undefined where policy or grants may not be read: nothing may depend on it. */
export async function decryptersOf(
  aws: Aws,
  place: RegionAndRole,
  KeyId: string,
): Promise<Decrypters | undefined> {
  const client = aws.kms(place);
  const { GetKeyPolicyCommand, paginateListGrants } = kmsSdk();
  try {
    const { Policy = "{}" } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
    const { everybody, accountIds } = readPolicy(Policy);
    const grantees: string[] = [];
    for await (const { Grants = [] } of paginateListGrants({ client }, { KeyId })) {
      const decrypting = Grants.filter(({ Operations = [] }) => Operations.includes("Decrypt"));
      grantees.push(...decrypting.flatMap(({ GranteePrincipal }) => GranteePrincipal ?? []));
    }
    return {
      everybody: everybody || grantees.some(isNobodyWeKnow),
      accountIds: new Set([...accountIds, ...accountsOf(grantees)]),
    };
  } catch {
    // Whoever shares a model need not be allowed to look at its key.
    return undefined;
  }
}

/** @throws SyntaxError when the text is no JSON, which AWS would not have stored */
function readPolicy(text: string): Decrypters {
  const { Statement } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
  const principals = listed(Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .filter(({ Action, NotAction }) =>
      NotAction === undefined ? listed(Action).some(coversDecrypt) : !listed(NotAction).some(coversDecrypt),
    )
    .flatMap(({ Principal, NotPrincipal }) => {
      if (NotPrincipal !== undefined) return ["*"];
      return typeof Principal === "string" ? [Principal] : listed(Principal?.AWS);
    });
  return {
    everybody: principals.includes("*"),
    accountIds: new Set(accountsOf(principals)),
  };
}

/** The accounts of principals by their id or ARN. */
function accountsOf(principals: readonly string[]): string[] {
  return principals.flatMap((one) => /^(?:arn:aws[\w-]*:(?:iam|sts)::)?(\d{12})(?:$|:)/.exec(one)?.[1] ?? []);
}

/** AWS lists roles that are new or deleted by their unique ids (AROA…). Its services are no account's. */
function isNobodyWeKnow(grantee: string): boolean {
  return accountsOf([grantee]).length === 0 && !/\.amazonaws\.com(\.cn)?$/.test(grantee);
}

function coversDecrypt(action: string): boolean {
  return fitsWildcards(DECRYPT, action.toLowerCase());
}

function listed<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
