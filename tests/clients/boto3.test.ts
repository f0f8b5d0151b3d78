import { afterEach, beforeEach, expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  MEMBER,
  REGION,
  startStill,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { webIdentityToken } from "../support/aws/web-identity";
import { itImports } from "./comprehend";
import { itConverses } from "./conversations";
import { itCopies } from "./copies";
import { itControls } from "./organizations";
import { itManages } from "./iam";
import { boto3, describeWithPython, FORM, itHasCalled } from "./python";
import { itBuys } from "./purchases";
import { itShares } from "./ram";

describeWithPython("boto3", () => {
  let emulator: Emulator & { clock: ManualClock };
  const answered = new Set<string>();
  beforeEach(async () => {
    emulator = await startStill();
    emulator.requests.listen(
      ({ service, operation, status }) => status < 300 && answered.add(`${service} ${operation}`),
    );
  });
  afterEach(() => emulator.close());

  it("lists offers, accepts one, sees it, and cancels it", async () => {
    const printed = await boto3(
      emulator,
      `
b = boto3.client("bedrock")
model = "${THIRD_PARTY}"
offer = b.list_foundation_model_agreement_offers(modelId=model)["offers"][0]
created = b.create_foundation_model_agreement(modelId=model, offerToken=offer["offerToken"])
seen = b.get_foundation_model_availability(modelId=model)["agreementAvailability"]
try:
    b.delete_foundation_model_agreement(modelId=model)
    refused = None
except b.exceptions.ConflictException as e:
    refused = e.response["ResponseMetadata"]["HTTPStatusCode"]
print(json.dumps([offer["offerId"], created["ResponseMetadata"]["HTTPStatusCode"], seen, refused]))`,
    );
    expect(printed).toEqual(["offer-cohcommandr", 202, { status: "NOT_AVAILABLE" }, 400]);
    emulator.clock.tick(60);
    const deleted = await boto3(
      emulator,
      `print(boto3.client("bedrock").delete_foundation_model_agreement(modelId="${THIRD_PARTY}")["ResponseMetadata"]["HTTPStatusCode"])`,
    );
    expect(deleted).toBe(202);
  });

  it("shows models", async () => {
    const printed = await boto3(
      emulator,
      `
b = boto3.client("bedrock")
print(json.dumps([
    b.get_foundation_model(modelIdentifier="${FIRST_PARTY}")["modelDetails"]["modelName"],
    len(b.list_foundation_models()["modelSummaries"]),
]))`,
    );
    expect(printed).toEqual(["Nova Micro", 7]);
  });

  it("files the first-use form, and reads it encoded once too often", async () => {
    const printed = await boto3(
      emulator,
      `
import base64
b = boto3.client("bedrock")
try:
    b.get_use_case_for_model_access()
    missing = None
except b.exceptions.ResourceNotFoundException as e:
    missing = e.response["ResponseMetadata"]["HTTPStatusCode"]
put = b.put_use_case_for_model_access(formData=${JSON.stringify(FORM)})
read = b.get_use_case_for_model_access()["formData"]
print(json.dumps([missing, put["ResponseMetadata"]["HTTPStatusCode"], base64.b64decode(read).decode()]))`,
    );
    expect(printed).toEqual([404, 201, FORM]);
  });

  it("says who it is, becomes somebody else, and says which organization that one belongs to", async () => {
    const printed = await boto3(
      emulator,
      `
sts = boto3.client("sts")
role = dict(RoleArn="arn:aws:iam::${MEMBER}:role/model-access-deployer", RoleSessionName="boto3")
c = sts.assume_role(**role)["Credentials"]
web = sts.assume_role_with_web_identity(WebIdentityToken="${webIdentityToken()}", **role)["AssumedRoleUser"]["Arn"]
member = boto3.Session(c["AccessKeyId"], c["SecretAccessKey"], c["SessionToken"])
print(json.dumps([
    sts.get_caller_identity()["Account"],
    member.client("sts").get_caller_identity()["Account"],
    web.split(":")[4],
    member.client("organizations").describe_organization()["Organization"]["MasterAccountId"],
]))`,
    );
    expect(printed).toEqual([ACCOUNT, MEMBER, MEMBER, ACCOUNT]);
  });

  it("looks around in its organization", async () => {
    const printed = await boto3(
      emulator,
      `
o = boto3.client("organizations")
root = o.list_roots()["Roots"][0]["Id"]
unit = o.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"][0]["Id"]
o.enable_aws_service_access(ServicePrincipal="sso.amazonaws.com")
print(json.dumps([
    o.describe_organizational_unit(OrganizationalUnitId=unit)["OrganizationalUnit"]["Name"],
    o.list_parents(ChildId=unit)["Parents"][0]["Type"],
    [a["Id"] for a in o.list_accounts()["Accounts"]],
    [a["Id"] for a in o.list_accounts_for_parent(ParentId=unit)["Accounts"]],
    o.describe_account(AccountId="${MEMBER}")["Account"]["Name"],
    [s["ServicePrincipal"] for s in o.list_aws_service_access_for_organization()["EnabledServicePrincipals"]][-1],
]))`,
    );
    expect(printed).toEqual([
      "Workloads",
      "ROOT",
      [ACCOUNT, MEMBER],
      [MEMBER],
      "workloads",
      "sso.amazonaws.com",
    ]);
  });

  const ask = (service: string, operation: string, input: object = {}, account = ACCOUNT) =>
    boto3(
      emulator,
      `
from botocore import xform_name
c = boto3.client("${service}")
print(json.dumps(getattr(c, xform_name("${operation}"))(**json.loads(${JSON.stringify(JSON.stringify(input))})), default=str))`,
      account,
    );
  itConverses(ask);

  it("calls a model in its provider's form, and hears it in streams", async () => {
    const printed = await boto3(
      emulator,
      `
r = boto3.client("bedrock-runtime")
messages = [{"role": "user", "content": [{"text": "Hi"}]}]
call = dict(modelId="${FIRST_PARTY}", body=json.dumps({"messages": messages}))
answer = json.loads(r.invoke_model(**call)["body"].read())
chunks = [json.loads(e["chunk"]["bytes"]) for e in r.invoke_model_with_response_stream(**call)["body"]]
events = [list(e) for e in r.converse_stream(modelId="${FIRST_PARTY}", messages=messages)["stream"]]
try:
    r.converse_stream(modelId="${THIRD_PARTY}", messages=[])
    refused = None
except r.exceptions.ValidationException as e:
    refused = e.response["ResponseMetadata"]["HTTPStatusCode"]
print(json.dumps([answer["stopReason"], [list(c)[0] for c in chunks], sum(events, []), refused]))`,
    );
    expect(printed).toEqual([
      "end_turn",
      ["messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"],
      ["messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"],
      400,
    ]);
  });

  itShares(
    (operation, input, account) => ask("ram", operation, input, account),
    () => emulator,
  );
  itCopies(ask, () => emulator);
  itBuys(ask, () => emulator);
  itControls(ask, () => emulator);
  itManages(
    (operation, input) => ask("iam", operation, input),
    () => emulator,
  );
  itImports(
    (operation, input, account) => ask("comprehend", operation, input, account),
    () => emulator,
  );

  // The other clients' models have no DesiredStatus yet.
  it("grants a licence to a unit and activates it with one call", async () => {
    emulator.incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
    emulator.clock.tick(90);
    const granted = await boto3(
      emulator,
      `
o = boto3.client("organizations")
for service in ["license-manager", "license-management.marketplace"]:
    o.enable_aws_service_access(ServicePrincipal=service + ".amazonaws.com")
l = boto3.client("license-manager")
def grant(principal):
    return l.create_grant(ClientToken=principal, GrantName="models", HomeRegion="us-east-1", Principals=[principal],
        LicenseArn=l.list_received_licenses()["Licenses"][0]["LicenseArn"], AllowedOperations=["CheckoutLicense"],
        Options={"DesiredStatus": "ACTIVE", "ActivationOverrideBehavior": "DISTRIBUTED_GRANTS_ONLY"})
try:
    grant("arn:aws:iam::${MEMBER}:root")
    refused = None
except l.exceptions.ValidationException as e:
    refused = e.response["ResponseMetadata"]["HTTPStatusCode"]
print(json.dumps([refused, grant("arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload")["Status"]]))`,
    );
    expect(granted).toEqual([400, "PENDING_WORKFLOW"]);
    emulator.clock.tick(210);
    const received = await boto3(
      emulator,
      `print(json.dumps([[g["GrantStatus"], g["Options"]] for g in boto3.client("license-manager").list_received_grants()["Grants"]]))`,
      MEMBER,
    );
    expect(received).toEqual([["ACTIVE", { ActivationOverrideBehavior: "DISTRIBUTED_GRANTS_ONLY" }]]);
  });

  it("finds a share by its tag when it goes on after an empty page", async () => {
    const tags = '[{"key": "team", "value": "blue"}]';
    await boto3(
      emulator,
      `boto3.client("ram").create_resource_share(name="tagged", tags=${tags}); print("null")`,
    );
    emulator.clock.tick(10);
    const printed = await boto3(
      emulator,
      `
search = dict(resourceOwner="SELF", tagFilters=[{"tagKey": "team", "tagValues": ["blue"]}])
pages = boto3.client("ram").get_paginator("get_resource_shares").paginate(**search)
print(json.dumps([[s["name"] for s in page["resourceShares"]] for page in pages]))`,
    );
    expect(printed).toEqual([[], ["tagged"]]);
  });

  itHasCalled(answered);
});
