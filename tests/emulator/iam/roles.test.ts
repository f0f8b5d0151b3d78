import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  PutRolePermissionsBoundaryCommand,
  DeleteRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, startStill } from "../../support/emulator/emulated";
import { GOVERNMENT, inGovernment } from "../../support/emulator/government";
import { iam } from "../../support/aws/clients";
import { allow, attach, awsPolicy, makeRole, policyArn, roleArn, SETTLED, trust } from "./stage";

let emulator: Emulator & { clock: ManualClock };
beforeEach(async () => {
  emulator = await startStill();
});
afterEach(() => emulator.close());

async function restart(world: WorldFile): Promise<void> {
  await emulator.close();
  emulator = await startStill({ world });
}

const client = () => iam(emulator);
const get = async (RoleName: string) => (await client().send(new GetRoleCommand({ RoleName }))).Role!;
const names = async (input = {}) =>
  (await client().send(new ListRolesCommand(input))).Roles!.map(({ RoleName }) => RoleName);

describe("a role that was made", () => {
  it("is told with its id, its path and its trust policy, and read at once with all that was said", async () => {
    const made = await makeRole(client(), "app", {
      Path: "/teams/ml/",
      Description: "asks models",
      MaxSessionDuration: 7200,
      Tags: [{ Key: "team", Value: "ml" }],
    });
    expect(made).toEqual({
      Path: "/teams/ml/",
      RoleName: "app",
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as unknown,
      Arn: roleArn("teams/ml/app"),
      CreateDate: expect.any(Date) as unknown,
      AssumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version%22/) as unknown,
      Tags: [{ Key: "team", Value: "ml" }],
    });
    expect(decodeURIComponent(made.AssumeRolePolicyDocument!)).toBe(trust());
    expect(await get("app")).toEqual({
      ...made,
      Description: "asks models",
      MaxSessionDuration: 7200,
      RoleLastUsed: {},
    });
  });

  it("has the older of two names that differ in case only", async () => {
    await makeRole(client(), "App");
    await expect(makeRole(client(), "app", { Path: "/other/" })).rejects.toMatchObject({
      name: "EntityAlreadyExistsException",
      message: "Role with name app already exists.",
      $metadata: { httpStatusCode: 409 },
    });
  });

  it("is updated in what is given, and in nothing else", async () => {
    await makeRole(client(), "app", { Description: "before" });
    await client().send(new UpdateRoleCommand({ RoleName: "app", MaxSessionDuration: 7200 }));
    await client().send(new UpdateRoleCommand({ RoleName: "app" }));
    expect(await get("app")).toMatchObject({ Description: "before", MaxSessionDuration: 7200 });
    await client().send(new UpdateRoleCommand({ RoleName: "app", Description: "after" }));
    expect(await get("app")).toMatchObject({ Description: "after", MaxSessionDuration: 7200 });
  });

  it("is gone when it was deleted, and its name free for another one with another id", async () => {
    const { RoleId } = await makeRole(client(), "app");
    await client().send(new DeleteRoleCommand({ RoleName: "app" }));
    await expect(get("app")).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: "The role with name app cannot be found.",
      $metadata: { httpStatusCode: 404 },
    });
    expect((await makeRole(client(), "app")).RoleId).not.toBe(RoleId);
  });

  it("has no instance profiles", async () => {
    await makeRole(client(), "app");
    const ask = (RoleName: string) => client().send(new ListInstanceProfilesForRoleCommand({ RoleName }));
    expect(await ask("app")).toMatchObject({ InstanceProfiles: [], IsTruncated: false });
    await expect(ask("missing")).rejects.toThrow("The role with name missing cannot be found.");
  });

  it("is another account's under the same name", async () => {
    await makeRole(client(), "app");
    const other = iam(emulator, { account: MEMBER });
    expect((await makeRole(other, "app")).Arn).toBe(roleArn("app", MEMBER));
  });

  it("lies in the partition of the Region", async () => {
    await restart(inGovernment);
    const { Arn } = await makeRole(iam(emulator, { region: GOVERNMENT.region }), "app", {
      PermissionsBoundary: "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess",
    });
    expect(Arn).toMatch(/^arn:aws-us-gov:iam::\d{12}:role\/app$/);
  });
});

describe("tags of a role", () => {
  const tags = async () =>
    (await client().send(new ListRoleTagsCommand({ RoleName: "app" }))).Tags!.map(
      ({ Key, Value }) => `${Key}=${Value}`,
    );
  const tag = (...pairs: string[]) => {
    const Tags = pairs.map((pair) => ({ Key: pair.split("=")[0]!, Value: pair.split("=")[1]! }));
    return client().send(new TagRoleCommand({ RoleName: "app", Tags }));
  };
  beforeEach(() => makeRole(client(), "app"));

  it("are told apart without regard to case", async () => {
    await tag("team=ml", "Stage=");
    await tag("TEAM=data");
    expect(await tags()).toEqual(["Stage=", "TEAM=data"]);
    await client().send(new UntagRoleCommand({ RoleName: "app", TagKeys: ["team", "missing"] }));
    expect(await tags()).toEqual(["Stage="]);
    expect(await get("app")).toMatchObject({ Tags: [{ Key: "Stage", Value: "" }] });
    await expect(tag("a=1", "A=2")).rejects.toMatchObject({
      name: "InvalidInputException",
      message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    });
  });

  it("are 50 at most", async () => {
    const many = Array.from({ length: 51 }, (_, i) => `key${i}=x`);
    await expect(tag(...many)).rejects.toThrow(
      "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    );
    await tag(...many.slice(1));
    await expect(tag("key0=x")).rejects.toMatchObject({ name: "LimitExceededException" });
  });
});

describe("a listing of roles", () => {
  it("goes page by page, in the order of their names, and tells neither tags nor boundaries", async () => {
    for (const name of ["b", "c", "a"]) {
      const Tags = [{ Key: "team", Value: "ml" }];
      await makeRole(client(), name, {
        Path: "/x/",
        Tags,
        PermissionsBoundary: awsPolicy("ReadOnlyAccess"),
      });
    }
    expect(await names({ PathPrefix: "/x/" })).toEqual(["a", "b", "c"]);
    expect(await names({ PathPrefix: "/y/" })).toEqual([]);
    const first = await client().send(new ListRolesCommand({ PathPrefix: "/x/", MaxItems: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, Marker: expect.any(String) as unknown });
    expect(Object.keys(first.Roles![0]!)).toEqual(
      expect.not.arrayContaining(["Tags", "PermissionsBoundary", "RoleLastUsed"]),
    );
    const pages = paginateListRoles({ client: client(), pageSize: 2 }, { PathPrefix: "/x/" });
    const all = [];
    for await (const { Roles } of pages) all.push(...Roles!.map(({ RoleName }) => RoleName));
    expect(all).toEqual(["a", "b", "c"]);
    const elsewhere = { PathPrefix: "/y/", Marker: first.Marker };
    await expect(names(elsewhere)).rejects.toMatchObject({ Code: "ValidationError" });
  });
});

describe("a permissions boundary", () => {
  const put = (PermissionsBoundary: string, RoleName = "app") =>
    client().send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));

  it("is put, told and taken away", async () => {
    await makeRole(client(), "app");
    await put(awsPolicy("ReadOnlyAccess"));
    expect(await get("app")).toMatchObject({
      PermissionsBoundary: {
        PermissionsBoundaryType: "Policy",
        PermissionsBoundaryArn: awsPolicy("ReadOnlyAccess"),
      },
    });
    await client().send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "app" }));
    expect(await get("app")).not.toHaveProperty("PermissionsBoundary");
  });

  it("must be a policy that exists", async () => {
    await makeRole(client(), "app");
    const missing = policyArn("missing");
    const wrong = `arn:aws:iam::${ACCOUNT}:not_a_policy/x`;
    await expect(put(missing)).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: `Scope ARN: ${missing} does not exist or is not attachable.`,
    });
    await expect(put(wrong)).rejects.toMatchObject({
      name: "InvalidInputException",
      message: `ARN ${wrong} is not valid.`,
    });
    await expect(makeRole(client(), "other", { PermissionsBoundary: missing })).rejects.toThrow("Scope ARN");
    await expect(put(awsPolicy("ReadOnlyAccess"), "none")).rejects.toThrow("The role with name none");
  });
});

describe("a trust policy", () => {
  const update = (PolicyDocument: string) =>
    client().send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument }));
  beforeEach(() => makeRole(client(), "app"));

  it.each([
    ["{", "This policy contains invalid Json"],
    [
      trust(ACCOUNT, { Action: "sts:GetCallerIdentity" }),
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ],
    [trust(ACCOUNT, { Resource: "*" }), "Has prohibited field Resource"],
    [allow("sts:AssumeRole"), "Syntax errors in policy: Statement[0].Principal is missing."],
    [trust(roleArn("nobody")), `Invalid principal in policy: "AWS":"${roleArn("nobody")}"`],
  ])("that is none is refused: %s", async (document, message) => {
    const refused = { name: "MalformedPolicyDocumentException", message, $metadata: { httpStatusCode: 400 } };
    await expect(update(document)).rejects.toMatchObject(refused);
    const other = { RoleName: "other", AssumeRolePolicyDocument: document };
    await expect(client().send(new CreateRoleCommand(other))).rejects.toMatchObject(refused);
    expect(decodeURIComponent((await get("app")).AssumeRolePolicyDocument!)).toBe(trust());
  });

  it("may have 2,048 characters, not counting white space", async () => {
    const long = (length: number) => trust(ACCOUNT, { Sid: "x".repeat(length) });
    const room = 2048 - long(0).length;
    await update(long(room).replaceAll(",", ",\n    "));
    await expect(update(long(room + 1))).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "Cannot exceed quota for ACLSizePerRole: 2048",
    });
  });

  it("can name a role only some time after that was made", async () => {
    await makeRole(client(), "new");
    await expect(update(trust(roleArn("new")))).rejects.toThrow("Invalid principal in policy");
    emulator.clock.tick(SETTLED);
    await update(trust(roleArn("new")));
  });
});

describe("the roles of the world", () => {
  it("are there from the beginning, with who may assume them put as a trust policy", async () => {
    expect(await names()).toEqual(["model-access-deployer"]);
    const { AssumeRolePolicyDocument, ...role } = await get("model-access-deployer");
    expect(role).toMatchObject({ Path: "/", RoleId: expect.stringMatching(/^AROA/) as unknown });
    expect(JSON.parse(decodeURIComponent(AssumeRolePolicyDocument!))).toMatchObject({
      Statement: [
        { Principal: { AWS: "*" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
        { Principal: { Federated: "*" }, Action: "sts:AssumeRoleWithWebIdentity" },
      ],
    });
    await restart({
      organization: null,
      accounts: {
        [ACCOUNT]: {
          roles: {
            deployer: {
              trusts: [MEMBER],
              externalId: "one-two",
              trustedIssuers: ["https://ci.example.com/x"],
            },
          },
        },
      },
    });
    const { AssumeRolePolicyDocument: document } = await get("deployer");
    expect(JSON.parse(decodeURIComponent(document!))).toMatchObject({
      Statement: [
        {
          Principal: { AWS: [`arn:aws:iam::${MEMBER}:root`] },
          Condition: { StringEquals: { "sts:ExternalId": "one-two" } },
        },
        { Principal: { Federated: [`arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example.com/x`] } },
      ],
    });
  });

  it("can be changed and deleted like any other", async () => {
    const permissionsBoundary = JSON.parse(allow("s3:*")) as Record<string, unknown>;
    await restart({
      organization: null,
      accounts: { [ACCOUNT]: { roles: { app: { permissionsBoundary } } } },
    });
    const arn = policyArn("world/app-boundary");
    expect(await get("app")).toMatchObject({ PermissionsBoundary: { PermissionsBoundaryArn: arn } });
    await client().send(new TagRoleCommand({ RoleName: "app", Tags: [{ Key: "a", Value: "b" }] }));
    expect(await get("app")).toMatchObject({ Tags: [{ Key: "a", Value: "b" }] });
    await expect(client().send(new DeleteRoleCommand({ RoleName: "app" }))).rejects.toMatchObject({
      name: "DeleteConflictException",
      message: "Cannot delete entity, must detach all policies first.",
    });
  });

  it("that AWS's services keep for themselves are not to be changed", async () => {
    await makeRole(client(), "theirs");
    const control = `${emulator.url}/_emulator/snapshot`;
    const state = (await (await fetch(control)).text()).replace(
      '"path":"/"',
      '"path":"/aws-reserved/sso.amazonaws.com/"',
    );
    await fetch(control, { method: "PUT", body: state });
    const update = new UpdateRoleCommand({ RoleName: "theirs", Description: "mine" });
    await expect(client().send(update)).rejects.toMatchObject({
      name: "UnmodifiableEntityException",
      message:
        "Cannot perform the operation on the protected role 'theirs' - this role is only modifiable by AWS",
    });
  });

  it("are no business of who makes roles where AWS's services keep theirs", async () => {
    const linked = { Path: "/aws-service-role/x.amazonaws.com/" };
    await expect(makeRole(client(), "mine", linked)).rejects.toMatchObject({ name: "InvalidInputException" });
    await expect(makeRole(client(), "AWSServiceRoleForMe")).rejects.toThrow("is reserved");
    expect(await attach(client(), "model-access-deployer", "more", allow("s3:*"))).toBe(policyArn("more"));
  });
});
