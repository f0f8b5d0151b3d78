import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

import { EngineError } from "../errors";

/** Pulumi's own numbers: a state of ours must open in the CLI with the same passphrase. */
const ROUNDS = 1_000_000;
const KEY_BYTES = 32;
const SALT_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PROOF = "pulumi";

/** Keys cost half a second each; a process that opens the same stack again must not pay again. */
const derivedKeys = new Map<string, Promise<Buffer>>();

/** Encrypts the secrets of one stack with a passphrase, the way the CLI's passphrase provider does. */
export class PassphraseSecrets {
  /** Texts that came encrypted keep their ciphertext, so that an unchanged state stays unchanged. */
  readonly #ciphertexts = new Map<string, string>();

  private constructor(
    readonly salt: string,
    private readonly key: Buffer,
  ) {}

  /**
   * Opens the secrets of a stack.
   * @param salt what an earlier call gave as `salt`; without it a new one is made
   * @throws EngineError when the passphrase is not the one the salt was made with
   */
  static async open(passphrase: string, salt?: string): Promise<PassphraseSecrets> {
    if (salt === undefined) {
      const bytes = randomBytes(SALT_BYTES);
      const key = await deriveKey(passphrase, bytes);
      return new PassphraseSecrets(`v1:${bytes.toString("base64")}:${seal(key, PROOF)}`, key);
    }
    const [version, bytes = "", ...proof] = salt.split(":");
    if (version !== "v1" || proof.length !== 3)
      throw new EngineError("the stack's encryption salt is malformed");
    const key = await deriveKey(passphrase, Buffer.from(bytes, "base64"));
    const secrets = new PassphraseSecrets(salt, key);
    if (secrets.tryDecrypt(proof.join(":")) !== PROOF) throw new EngineError("incorrect passphrase");
    return secrets;
  }

  encrypt(text: string): string {
    return this.#ciphertexts.get(text) ?? seal(this.key, text);
  }

  decrypt(ciphertext: string): string {
    const text = this.tryDecrypt(ciphertext);
    if (text === undefined)
      throw new EngineError("a secret of the stack cannot be decrypted with this passphrase");
    this.#ciphertexts.set(text, ciphertext);
    return text;
  }

  private tryDecrypt(ciphertext: string): string | undefined {
    const [version, nonce = "", sealed = ""] = ciphertext.split(":");
    const bytes = Buffer.from(sealed, "base64");
    if (version !== "v1" || bytes.length < TAG_BYTES) return undefined;
    const decipher = createDecipheriv("aes-256-gcm", this.key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
        "utf8",
      );
    } catch {
      return undefined; // the tag does not fit: another key
    }
  }
}

function seal(key: Buffer, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  const name = `${passphrase} ${salt.toString("base64")}`;
  let key = derivedKeys.get(name);
  if (!key) derivedKeys.set(name, (key = promisify(pbkdf2)(passphrase, salt, ROUNDS, KEY_BYTES, "sha256")));
  return key;
}
