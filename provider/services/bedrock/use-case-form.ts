import type { BedrockClient } from "@aws-sdk/client-bedrock";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { bedrockSdk } from "../../aws/clients/sdk";
import { type Form, FORM_FIELDS, type FormField } from "./use-case-fields";

/** What was filed, but is no form that we can read. */
export const UNREADABLE = "unreadable";

/** The form that AWS shows; undefined only when AWS says in so many words that there is none. */
export async function filedForm(client: BedrockClient): Promise<Form | typeof UNREADABLE | undefined> {
  try {
    const answer = await client.send(new (bedrockSdk().GetUseCaseForModelAccessCommand)({}));
    return decodeForm(complete("GetUseCaseForModelAccess", answer, "formData").formData) ?? UNREADABLE;
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    throw thrown;
  }
}

/** The blob as AWS wants it: the SDK does the only encoding. */
export function encodeForm(form: Form): Uint8Array {
  const fields = FORM_FIELDS.map((field) => [field, form[field] ?? ""]);
  return new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields)));
}

/**
 * AWS gives a form back in base64 once more than it was filed, and some clients file it encoded already: so it is
 * decoded until it can be read.
 */
export function decodeForm(formData: Uint8Array): Form | undefined {
  let text = Buffer.from(formData).toString("utf8");
  for (let encodings = 0; encodings <= 3; encodings += 1) {
    const form = parseForm(text);
    if (form) return form;
    text = Buffer.from(text, "base64").toString("utf8");
  }
  return undefined;
}

function parseForm(text: string): Form | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined; // still encoded
  }
  if (typeof parsed !== "object" || parsed === null || !("companyName" in parsed)) return undefined;
  const given = parsed as Record<string, unknown>;
  // Clients write numbers where AWS writes text.
  const fields = FORM_FIELDS.filter((field) => ["string", "number"].includes(typeof given[field]));
  return Object.fromEntries(fields.map((field) => [field, String(given[field])]));
}

/** The fields in which two forms mean different things. */
export function differingFields(one: Form | typeof UNREADABLE, other: Form): FormField[] {
  if (one === UNREADABLE) return [...FORM_FIELDS];
  return FORM_FIELDS.filter((field) => meaningOf(one[field]) !== meaningOf(other[field]));
}

/** The console puts ". " in front of use cases; a field that is missing is as good as an empty one. */
function meaningOf(value = ""): string {
  return value
    .replaceAll("\r\n", "\n")
    .trim()
    .replace(/^\.\s+/, "");
}

/** An empty field is as good as none, so a program may leave it out or not. */
export function withoutEmptyField<F extends Form>({ otherIndustryOption, ...others }: F) {
  return { ...others, ...(otherIndustryOption && { otherIndustryOption }) };
}
