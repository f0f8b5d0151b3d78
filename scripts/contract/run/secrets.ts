/** Members whose values are nobody's business, in inputs as in answers. */
const SECRET =
  /^(offerToken|formData|url|SecretAccessKey|SessionToken|AccessKeyId|WebIdentityToken|MasterAccountEmail|Email)$/;
const HIDDEN = "(hidden)";

/** Remembers every secret it has seen, so that none is printed, wherever AWS may repeat it. */
export class Secrets {
  readonly #seen = new Set<string>();

  /** JSON of a value, without its secrets. */
  write(value: object): string {
    this.remember(value);
    const hide = (name: string, member: unknown) => (SECRET.test(name) ? HIDDEN : member);
    return this.scrub(JSON.stringify(value, hide));
  }

  remember(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (SECRET.test(name)) this.#add(member);
      else this.remember(member);
    }
  }

  /** A text with every secret that was seen taken out. */
  scrub(text: string): string {
    let scrubbed = text;
    for (const secret of this.#seen) scrubbed = scrubbed.replaceAll(secret, HIDDEN);
    return scrubbed;
  }

  #add(secret: unknown): void {
    const text = secret instanceof Uint8Array ? Buffer.from(secret).toString("utf8") : secret;
    if (typeof text !== "string" || text === "") return;
    this.#seen.add(text);
    // AWS may repeat one field of a form instead of the whole. One letter would hide half of what is printed.
    for (const [, field = ""] of text.matchAll(/:\s*"([^"]{3,})"/g)) this.#seen.add(field);
  }
}
