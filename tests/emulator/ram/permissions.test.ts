import {
  AssociateResourceSharePermissionCommand as Attach,
  CreatePermissionCommand as Create,
  CreatePermissionVersionCommand as CreateVersion,
  DisassociateResourceShareCommand as Disassociate,
  DisassociateResourceSharePermissionCommand as Detach,
  GetPermissionCommand as Get,
  ListPermissionAssociationsCommand as Users,
  ListPermissionsCommand as List,
  ListPermissionVersionsCommand as Versions,
  ListReplacePermissionAssociationsWorkCommand as Works,
  ListResourceSharePermissionsCommand as OfShare,
  ReplacePermissionAssociationsCommand as Replace,
  SetDefaultPermissionVersionCommand as SetDefault,
  TagResourceCommand as Tag,
} from "@aws-sdk/client-ram";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { CUSTOM_MODEL } from "../../support/emulator/emulated";
import { refusal, setTheStage, share, type Stage } from "./stage";

const DEFAULT = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel";
const TYPE = "bedrock:CustomModel";
const TEMPLATE = JSON.stringify({ Effect: "Allow", Action: ["bedrock:GetCustomModel"] });

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.emulator.close());

const make = async (name = "copying"): Promise<string> => {
  const made = await stage.owner.send(new Create({ name, resourceType: TYPE, policyTemplate: TEMPLATE }));
  return made.permission!.arn!;
};
const newVersion = (permissionArn: string) =>
  stage.owner.send(new CreateVersion({ permissionArn, policyTemplate: TEMPLATE }));
const attach = (resourceShareArn: string, permissionArn: string, others: object = {}) =>
  stage.owner.send(new Attach({ resourceShareArn, permissionArn, ...others }));
const detach = (resourceShareArn: string, permissionArn: string) =>
  stage.owner.send(new Detach({ resourceShareArn, permissionArn }));
const inShare = async (resourceShareArn: string) =>
  (await stage.owner.send(new OfShare({ resourceShareArn }))).permissions!.map(
    ({ arn, version }) => `${arn!.split("/")[1]} ${version}`,
  );

describe("the permission of a share", () => {
  it("is the default of the type, once there is a resource", async () => {
    expect(await inShare(await share(stage))).toEqual([]);
    expect(await inShare(await share(stage, { resourceArns: [CUSTOM_MODEL] }))).toEqual([
      "AWSRAMDefaultPermissionBedrockCustomModel 1",
    ]);
  });

  it("can be given at once, one for each type", async () => {
    const own = await make();
    const arn = await share(stage, { resourceArns: [CUSTOM_MODEL], permissionArns: [own] });
    expect(await inShare(arn)).toEqual(["copying 1"]);
    await expect(share(stage, { permissionArns: [own, DEFAULT] })).rejects.toEqual(
      refusal("InvalidParameterException", "already has a permission"),
    );
  });

  it("is added without replace only before any resource, and changed with replace any time", async () => {
    const own = await make();
    const empty = await share(stage);
    expect(await attach(empty, own)).toMatchObject({ returnValue: true });
    expect(await inShare(empty)).toEqual(["copying 1"]);
    const full = await share(stage, { resourceArns: [CUSTOM_MODEL] });
    await expect(attach(full, own)).rejects.toEqual(refusal("InvalidParameterException"));
    await attach(full, own, { replace: true });
    expect(await inShare(full)).toEqual(["copying 1"]);
  });

  it("goes only after the last resource, and only once", async () => {
    const arn = await share(stage, { resourceArns: [CUSTOM_MODEL] });
    await expect(detach(arn, DEFAULT)).rejects.toEqual(refusal("InvalidStateTransitionException"));
    await stage.owner.send(new Disassociate({ resourceShareArn: arn, resourceArns: [CUSTOM_MODEL] }));
    await detach(arn, DEFAULT);
    expect(await inShare(arn)).toEqual([]);
    await expect(detach(arn, DEFAULT)).rejects.toEqual(
      refusal("InvalidParameterException", "already been disassociated"),
    );
  });
});

describe("versions", () => {
  it("are the default one when new, while shares keep theirs until it is attached again", async () => {
    const own = await make();
    const arn = await share(stage, { permissionArns: [own] });
    expect((await newVersion(own)).permission).toMatchObject({ version: "2", defaultVersion: true });
    expect(await inShare(arn)).toEqual(["copying 1"]);
    await expect(attach(arn, own, { replace: true, permissionVersion: 1 })).rejects.toEqual(
      refusal("InvalidParameterException", "default version"),
    );
    await attach(arn, own, { replace: true });
    expect(await inShare(arn)).toEqual(["copying 2"]);
    await stage.owner.send(new SetDefault({ permissionArn: own, permissionVersion: 1 }));
    const { permissions } = await stage.owner.send(new Versions({ permissionArn: own }));
    expect(permissions!.map(({ version, defaultVersion }) => [version, defaultVersion])).toEqual([
      ["1", true],
      ["2", false],
    ]);
    expect(await inShare(arn)).toEqual(["copying 2"]);
  });

  it("are five at most, and AWS's own cannot be changed", async () => {
    const own = await make();
    for (let version = 2; version <= 5; version++) await newVersion(own);
    await expect(newVersion(own)).rejects.toEqual(refusal("PermissionVersionsLimitExceededException"));
    const managed = refusal("OperationNotPermittedException");
    await expect(newVersion(DEFAULT)).rejects.toEqual(managed);
    const set = new SetDefault({ permissionArn: DEFAULT, permissionVersion: 1 });
    await expect(stage.owner.send(set)).rejects.toEqual(managed);
    await expect(
      stage.owner.send(new SetDefault({ permissionArn: own, permissionVersion: 9 })),
    ).rejects.toEqual(refusal("InvalidParameterException", "no version 9"));
  });
});

describe("ListPermissions", () => {
  it("finds the default of a type, on the page after an empty one", async () => {
    await make();
    const search = { resourceType: TYPE.toLowerCase(), permissionType: "AWS_MANAGED" } as const;
    const { permissions, nextToken } = await stage.owner.send(new List(search));
    expect(permissions).toEqual([]);
    expect((await stage.owner.send(new List({ ...search, nextToken }))).permissions).toMatchObject([
      { arn: DEFAULT, isResourceTypeDefault: true, permissionType: "AWS_MANAGED" },
    ]);
    expect((await stage.owner.send(new List({}))).permissions).toHaveLength(2);
    expect((await stage.member.send(new List({}))).permissions).toHaveLength(1);
  });

  it("shows the tags of one's own, and GetPermission its policy", async () => {
    const own = await make();
    await stage.owner.send(new Tag({ resourceArn: own, tags: [{ key: "a", value: "b" }] }));
    const { permission } = await stage.owner.send(new Get({ permissionArn: own }));
    expect(permission).toMatchObject({ permission: TEMPLATE, tags: [{ key: "a", value: "b" }] });
    await expect(stage.member.send(new Get({ permissionArn: own }))).rejects.toEqual(
      refusal("UnknownResourceException"),
    );
  });
});

describe("CreatePermission", () => {
  it("refuses a name that is taken, with status 409, and a template that is none", async () => {
    await make();
    await expect(make()).rejects.toMatchObject({
      name: "PermissionAlreadyExistsException",
      $metadata: { httpStatusCode: 409 },
    });
    const forbidden = {
      ...(JSON.parse(TEMPLATE) as object),
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-x" } },
    };
    for (const policyTemplate of ["allow everything", JSON.stringify(forbidden)]) {
      const wrong = { name: "x", resourceType: TYPE, policyTemplate };
      await expect(stage.owner.send(new Create(wrong))).rejects.toEqual(
        refusal("MalformedPolicyTemplateException"),
      );
    }
  });
});

describe("ReplacePermissionAssociations", () => {
  it("is work that is done later, in all shares that have the permission", async () => {
    const own = await make();
    const [one, two] = [
      await share(stage, { resourceArns: [CUSTOM_MODEL] }),
      await share(stage, { permissionArns: [own] }),
    ];
    const replace = new Replace({ fromPermissionArn: DEFAULT, toPermissionArn: own });
    const { replacePermissionAssociationsWork: work } = await stage.owner.send(replace);
    expect(work).toMatchObject({ status: "IN_PROGRESS", toPermissionVersion: "1" });
    stage.emulator.clock.tick(1);
    const later = await share(stage, { resourceArns: [CUSTOM_MODEL] });
    expect(await inShare(one)).toEqual(["AWSRAMDefaultPermissionBedrockCustomModel 1"]);
    stage.emulator.clock.tick(20);
    const works = await stage.owner.send(new Works({ workIds: [work!.id!] }));
    expect(works.replacePermissionAssociationsWorks).toMatchObject([{ status: "COMPLETED" }]);
    expect(await inShare(one)).toEqual(["copying 1"]);
    expect(await inShare(two)).toEqual(["copying 1"]);
    expect(await inShare(later)).toEqual(["AWSRAMDefaultPermissionBedrockCustomModel 1"]);
    const { permissions } = await stage.owner.send(new Users({ permissionArn: own }));
    expect(permissions!.map(({ resourceShareArn }) => resourceShareArn)).toEqual([one, two]);
  });

  it("of a permission by itself brings its shares to the default version", async () => {
    const own = await make();
    const arn = await share(stage, { permissionArns: [own] });
    await newVersion(own);
    await stage.owner.send(new Replace({ fromPermissionArn: own, toPermissionArn: own }));
    stage.emulator.clock.tick(30);
    expect(await inShare(arn)).toEqual(["copying 2"]);
  });
});
