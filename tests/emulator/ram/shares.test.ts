import {
  CreateResourceShareCommand as Create,
  DeleteResourceShareCommand as Delete,
  GetResourceShareAssociationsCommand as Associations,
  GetResourceSharesCommand as Look,
  type GetResourceSharesCommandInput,
  TagResourceCommand as Tag,
  UntagResourceCommand as Untag,
  UpdateResourceShareCommand as Update,
} from "@aws-sdk/client-ram";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { CUSTOM_MODEL, MEMBER, OUTSIDER } from "../../support/emulator/emulated";
import { ram } from "../../support/aws/clients";
import { associations, refusal, setTheStage, share, sharesOf, type Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.emulator.close());

const TOKEN = "3e1f2f3c-8c38-4e51-9d3f-5a8f0c6f2a11";
const look = (arn: string, client = stage.owner) =>
  client.send(new Look({ resourceOwner: "SELF", resourceShareArns: [arn] }));

describe("CreateResourceShare", () => {
  it("answers ACTIVE at once, and is not found for a moment", async () => {
    const { resourceShare } = await stage.owner.send(new Create({ name: "models" }));
    expect(resourceShare).toMatchObject({ status: "ACTIVE", name: "models" });
    const arn = resourceShare!.resourceShareArn!;
    await expect(look(arn)).rejects.toEqual(refusal("UnknownResourceException"));
    expect(await sharesOf(stage.owner)).toEqual([]);
    stage.emulator.clock.tick(1);
    expect((await look(arn)).resourceShares).toMatchObject([{ status: "ACTIVE" }]);
  });

  it("cannot be changed while it is PENDING, in a world where it is so", async () => {
    await stage.emulator.close();
    stage = await setTheStage({ timing: { sharing: { activeAfterSeconds: 2 } } });
    const { resourceShare } = await stage.owner.send(new Create({ name: "models" }));
    await expect(
      stage.owner.send(new Delete({ resourceShareArn: resourceShare!.resourceShareArn })),
    ).rejects.toEqual(refusal("InvalidStateTransitionException", "PENDING"));
  });

  it("allows external principals by default", async () => {
    await share(stage);
    await share(stage, { allowExternalPrincipals: false });
    const allowed = (await sharesOf(stage.owner)).map((one) => one.allowExternalPrincipals);
    expect(allowed).toEqual([true, false]);
  });

  it("makes a second share of the same name when no client token is given", async () => {
    await share(stage);
    await share(stage);
    expect((await sharesOf(stage.owner)).map(({ name }) => name)).toEqual(["models", "models"]);
  });

  it("makes one share of a client token, whatever the time between", async () => {
    const first = await share(stage, { clientToken: TOKEN });
    expect(await share(stage, { clientToken: TOKEN })).toBe(first);
    expect(await sharesOf(stage.owner)).toHaveLength(1);
    stage.emulator.clock.tick(86_400);
    expect(await share(stage, { clientToken: TOKEN })).not.toBe(first);
  });

  it("refuses a client token with other parameters", async () => {
    await share(stage, { clientToken: TOKEN });
    await expect(share(stage, { clientToken: TOKEN, principals: [MEMBER] })).rejects.toEqual(
      refusal("IdempotentParameterMismatchException"),
    );
    await expect(share(stage, { clientToken: "" })).rejects.toEqual(refusal("InvalidClientTokenException"));
  });

  it("makes nothing when one of its parts is refused", async () => {
    await expect(share(stage, { clientToken: TOKEN, principals: ["o-exampleorgid"] })).rejects.toEqual(
      refusal("InvalidParameterException", "malformed"),
    );
    stage.emulator.clock.tick(10);
    expect(await sharesOf(stage.owner)).toEqual([]);
    await share(stage, { clientToken: TOKEN });
  });

  it("is of one Region and one account", async () => {
    const arn = await share(stage, { principals: [MEMBER] });
    const elsewhere = ram(stage.emulator, { region: "eu-west-1" });
    expect(await sharesOf(elsewhere)).toEqual([]);
    for (const client of [elsewhere, stage.member]) {
      await expect(look(arn, client)).rejects.toEqual(refusal("UnknownResourceException"));
      await expect(client.send(new Update({ resourceShareArn: arn, name: "x" }))).rejects.toEqual(
        refusal("UnknownResourceException"),
      );
    }
  });

  it("names a missing name, and an ARN that is none", async () => {
    await expect(stage.owner.send(new Create({ name: undefined }))).rejects.toEqual(
      refusal("InvalidParameterException", "'name' failed to satisfy constraint: Member must not be null"),
    );
    await expect(look("arn:aws:ram:us-east-1:111122223333:share/x")).rejects.toEqual(
      refusal("MalformedArnException"),
    );
  });
});

describe("UpdateResourceShare", () => {
  it("changes what it is given, and nothing else", async () => {
    const arn = await share(stage, { allowExternalPrincipals: false });
    const { resourceShare } = await stage.owner.send(new Update({ resourceShareArn: arn, name: "renamed" }));
    expect(resourceShare).toMatchObject({ name: "renamed", allowExternalPrincipals: false });
    await stage.owner.send(new Update({ resourceShareArn: arn, allowExternalPrincipals: true }));
    expect(await sharesOf(stage.owner)).toMatchObject([{ name: "renamed", allowExternalPrincipals: true }]);
  });

  it("wants something to change", async () => {
    const resourceShareArn = await share(stage);
    await expect(stage.owner.send(new Update({ resourceShareArn }))).rejects.toEqual(
      refusal("MissingRequiredParameterException"),
    );
  });
});

describe("DeleteResourceShare", () => {
  it("is DELETING, then DELETED and listed for two hours, then unknown", async () => {
    const arn = await share(stage, { principals: [MEMBER], resourceArns: [CUSTOM_MODEL] });
    const remove = new Delete({ resourceShareArn: arn });
    expect(await stage.owner.send(remove)).toMatchObject({ returnValue: true });
    expect(await sharesOf(stage.owner)).toMatchObject([{ status: "DELETING" }]);
    await expect(stage.owner.send(remove)).rejects.toEqual(refusal("InvalidStateTransitionException"));
    stage.emulator.clock.tick(5);
    expect(await sharesOf(stage.owner)).toMatchObject([{ status: "DELETED" }]);
    expect(await associations(stage.owner, arn)).toEqual({ [MEMBER]: "DISASSOCIATED" });
    await expect(stage.owner.send(remove)).rejects.toEqual(refusal("UnknownResourceException"));
    stage.emulator.clock.tick(7199);
    expect(await sharesOf(stage.owner)).toHaveLength(1);
    stage.emulator.clock.tick(1);
    expect(await sharesOf(stage.owner)).toEqual([]);
    await expect(look(arn)).rejects.toEqual(refusal("UnknownResourceException"));
  });
});

describe("GetResourceShares", () => {
  it("begins a search with an empty page that has a token, and one by ARN with what is named", async () => {
    const arn = await share(stage);
    const search = { resourceOwner: "SELF", name: "models" } as const;
    const { resourceShares, nextToken } = await stage.owner.send(new Look(search));
    expect(resourceShares).toEqual([]);
    const rest = await stage.owner.send(new Look({ ...search, nextToken }));
    expect(rest.resourceShares).toMatchObject([{ resourceShareArn: arn }]);
    expect(rest.nextToken).toBeUndefined();
    expect((await look(arn)).resourceShares).toHaveLength(1);
  });

  it("goes through pages of 1 to 500, and takes only its own tokens", async () => {
    for (const name of ["a", "b", "c"]) await share(stage, { name });
    const page = (maxResults: number, nextToken?: string) =>
      stage.owner.send(new Look({ resourceOwner: "SELF", maxResults, nextToken }));
    const first = await page(2);
    const second = await page(2, first.nextToken);
    const names = [first, second].map(({ resourceShares }) => resourceShares!.map(({ name }) => name));
    expect(names).toEqual([["a", "b"], ["c"]]);
    expect(second.nextToken).toBeUndefined();
    expect((await page(500)).resourceShares).toHaveLength(3);
    for (const size of [0, 501])
      await expect(page(size)).rejects.toEqual(refusal("InvalidParameterException"));
    const others = new Look({ resourceOwner: "OTHER-ACCOUNTS", nextToken: first.nextToken });
    for (const search of [page(2, "nonsense"), stage.owner.send(others)]) {
      await expect(search).rejects.toEqual(refusal("InvalidNextTokenException"));
    }
  });

  it.each<[filters: Partial<GetResourceSharesCommandInput>, names: string[]]>([
    [{ name: "b" }, ["b"]],
    [{ resourceShareArns: [] }, ["a", "b", "c"]],
    [{ tagFilters: [{ tagKey: "team" }] }, ["a", "b"]],
    [{ tagFilters: [{ tagKey: "team", tagValues: ["blue", "green"] }] }, ["b"]],
    [{ resourceShareStatus: "DELETED" }, []],
    [{ resourceShareStatus: "ACTIVE" }, ["a", "b", "c"]],
    [{ permissionArn: "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel" }, ["c"]],
  ])("with %j finds %j", async (filters, names) => {
    await share(stage, { name: "a", tags: [{ key: "team", value: "red" }] });
    await share(stage, { name: "b", tags: [{ key: "team", value: "blue" }] });
    await share(stage, { name: "c", resourceArns: [CUSTOM_MODEL] });
    const search = { resourceOwner: "SELF", ...filters } as const;
    const { nextToken } = await stage.owner.send(new Look(search));
    const { resourceShares } = await stage.owner.send(new Look({ ...search, nextToken }));
    expect(resourceShares!.map(({ name }) => name)).toEqual(names);
  });
});

describe("tags", () => {
  it("come with the share, are put over one another and taken away", async () => {
    const resourceShareArn = await share(stage, { tags: [{ key: "a", value: "1" }] });
    const tags = [
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ];
    await stage.owner.send(new Tag({ resourceShareArn, tags }));
    expect((await sharesOf(stage.owner))[0]!.tags).toEqual(tags);
    await stage.owner.send(new Untag({ resourceShareArn, tagKeys: ["a", "none"] }));
    expect((await sharesOf(stage.owner))[0]!.tags).toEqual([{ key: "b", value: "" }]);
  });

  it("have limits", async () => {
    const resourceShareArn = await share(stage);
    const many = Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: "" }));
    const put = (tags: { key: string; value: string }[], resourceArn?: string) =>
      stage.owner.send(new Tag({ resourceShareArn, resourceArn, tags }));
    await expect(put(many)).rejects.toEqual(refusal("TagLimitExceededException"));
    await expect(put([{ key: "aws:x", value: "" }])).rejects.toEqual(refusal("InvalidParameterException"));
    await expect(put([{ key: "", value: "" }])).rejects.toEqual(refusal("InvalidParameterException"));
    await expect(put([{ key: "k", value: "" }], resourceShareArn)).rejects.toEqual(
      refusal("InvalidParameterException", "either"),
    );
  });

  it("are not shown to recipients", async () => {
    await share(stage, { principals: [MEMBER], tags: [{ key: "a", value: "1" }] });
    stage.emulator.clock.tick(20);
    const [seen] = await sharesOf(stage.member, "OTHER-ACCOUNTS");
    expect(seen).not.toHaveProperty("tags");
  });
});

describe("what RAM checks by itself, in words of its own", () => {
  it.each<[what: string, ask: () => Promise<unknown>, message: string]>([
    [
      "an owner",
      () => stage.owner.send(new Look({ resourceOwner: "NOBODY" as "SELF" })),
      "NOBODY is not a valid resource owner. Specify either SELF or OTHER-ACCOUNTS and try again.",
    ],
    [
      "a type of association",
      () => stage.owner.send(new Associations({ associationType: "ENEMY" as "PRINCIPAL" })),
      "ENEMY is not a valid association type. Specify either PRINCIPAL or RESOURCE and try again.",
    ],
    [
      "tags of others' shares",
      () => stage.owner.send(new Look({ resourceOwner: "OTHER-ACCOUNTS", tagFilters: [{ tagKey: "a" }] })),
      "You cannot use resourceOwner set to OTHER-ACCOUNTS and tagFilters in one request. Specify one parameter and try again.",
    ],
    [
      "shares and a status",
      async () =>
        stage.owner.send(
          new Associations({
            associationType: "PRINCIPAL",
            resourceShareArns: [await share(stage)],
            associationStatus: "ASSOCIATED",
          }),
        ),
      "You cannot use ResourceShareArns and AssociationStatus in one request.",
    ],
    [
      "a resource among principals",
      () => stage.owner.send(new Associations({ associationType: "PRINCIPAL", resourceArn: CUSTOM_MODEL })),
      "You cannot specify a resource ARN when the association type is PRINCIPAL.",
    ],
  ])("%s", async (_what, ask, message) => {
    await expect(ask()).rejects.toMatchObject({ name: "InvalidParameterException", message });
  });

  it("an ARN that is none", async () => {
    await expect(look("arn:of:nothing")).rejects.toMatchObject({
      name: "MalformedArnException",
      message: "The specified resource share ARN is not valid. Verify the ARN and try again.",
    });
  });
});

it("GetResourceShareAssociations is for owners only, and its filters go with the type", async () => {
  const arn = await share(stage, { principals: [MEMBER] });
  stage.emulator.clock.tick(30);
  const ask = (input: Partial<ConstructorParameters<typeof Associations>[0]>, client = stage.owner) =>
    client.send(new Associations({ associationType: "PRINCIPAL", ...input }));
  await expect(ask({ resourceShareArns: [arn] }, stage.member)).rejects.toEqual(
    refusal("UnknownResourceException"),
  );
  expect((await ask({}, stage.member)).resourceShareAssociations).toEqual([]);
  await expect(ask({ resourceArn: CUSTOM_MODEL })).rejects.toEqual(refusal("InvalidParameterException"));
  await expect(ask({ associationType: "RESOURCE", principal: OUTSIDER })).rejects.toEqual(
    refusal("InvalidParameterException"),
  );
});
