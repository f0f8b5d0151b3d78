import { adviceFor } from "../../aws/errors/catalogue";
import { declarationOf } from "../../host/lifecycles";

/** What is said of a type of ours besides what its difference shows. */
interface Known {
  /** What `pulumi up --refresh` does about it: after "it ". */
  readonly repairs: string;
  /** The calls by which somebody may have changed it, as CloudTrail names them. */
  readonly calls: readonly string[];
}

const KNOWN: Readonly<Record<string, Known>> = {
  ModelAgreement: {
    repairs: "accepts the agreement again: the terms that were reviewed, or those that were accepted before",
    calls: ["DeleteFoundationModelAgreement"],
  },
  UseCaseSubmission: { repairs: "files the program's form again", calls: ["PutUseCaseForModelAccess"] },
  CustomModelShare: {
    repairs: "makes the share what the program says: whom it names gets access, everybody else loses it",
    calls: ["AssociateResourceShare", "DisassociateResourceShare", "DeleteResourceShare", "TagResource"],
  },
  CustomModelShareAcceptance: {
    repairs: "accepts the share again, once its owner shares it",
    calls: ["DisassociateResourceShare", "DeleteResourceShare"],
  },
  CustomModelCopy: {
    repairs: "copies the model again if it is gone, which takes its time, and puts its tags right",
    calls: ["DeleteCustomModel", "TagResource"],
  },
  ComprehendModelPolicy: {
    repairs: "puts the program's policy",
    calls: ["PutResourcePolicy", "DeleteResourcePolicy"],
  },
  ComprehendModelImport: {
    repairs: "imports the model again if it is gone, which takes its time, and puts its tags right",
    calls: ["DeleteDocumentClassifier", "DeleteEntityRecognizer", "TagResource"],
  },
  ModelLicenseGrant: {
    repairs: "makes the grant active again",
    calls: ["DeleteGrant", "CreateGrantVersion"],
  },
};

/** What AWS says of an object that is not as it should be, where it says anything in words. */
export function wordsOf(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    /(message|reason)$/i.test(name) && typeof value === "string" && value !== "" ? [value] : [],
  );
}

/** What to do about something that is not as the state has it. */
export function nextFor(
  type: string,
  found: "changed" | "gone",
  { words, paths }: { readonly words: readonly string[]; readonly paths: readonly string[] },
): string[] {
  const trouble = words.map((message) => adviceFor(new Error(message))).find(({ length }) => length > 0);
  const repairs =
    KNOWN[type]?.repairs ?? (found === "gone" ? "makes it again" : "makes it what the program says");
  return [
    ...(trouble ? [trouble.join(" ")] : []),
    `If nobody wanted this: pulumi up --refresh. It ${repairs}.`,
    found === "gone" || !paths.some((path) => canBeWritten(type, path))
      ? "If it is meant: take it out of the program, then pulumi up --refresh."
      : "If it is meant: write it into the program, then pulumi up --refresh.",
  ];
}

/** Whether a program can say it. A status only AWS says; of a type that is not ours nobody here knows. */
function canBeWritten(type: string, path: string): boolean {
  const declaration = declarationOf(type);
  const name = /^[\w$-]+/.exec(path)?.[0] ?? path;
  return declaration === undefined || name === "tagsAll" || name in declaration.inputs;
}

/** The calls by which somebody may have done it, as CloudTrail names them. */
export function callsOf(type: string): readonly string[] {
  return KNOWN[type]?.calls ?? [];
}

/** How to look one of them up; CloudTrail keeps what was managed for 90 days, also where nobody has set up a trail. */
export function lookUp(call: string, region: string, since: string | undefined): string {
  const from = since === undefined ? "" : ` --start-time ${since}`;
  return `aws cloudtrail lookup-events --region ${region}${from} --lookup-attributes AttributeKey=EventName,AttributeValue=${call}`;
}
