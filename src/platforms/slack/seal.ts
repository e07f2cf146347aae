import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import type { Random } from "../../clock.ts";
import { RolecallError, UsageError } from "../../errors.ts";

/** A key of AES-256-GCM, with the name that stands on what it sealed. */
export interface SealKey {
  /** Eight hexadecimal digits that follow from the key, so that a rotation needs no numbering by hand. */
  readonly id: string;
  readonly key: Uint8Array;
}

/** Seals texts for storage: whoever reads the database without the key learns nothing, and can exchange nothing. */
export interface Seal {
  /** @param purpose Bound to the sealed text: it opens only under the same one. */
  close(text: string, purpose: string): string;
  /** @throws RolecallError `seal` when it was sealed with an unknown key, for another purpose, or altered. */
  open(sealed: string, purpose: string): string;
  /** Whether the key that seals now is the one that it was sealed with. */
  isCurrent(sealed: string): boolean;
}

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * One key or several with commas between them, each of 32 bytes in base64 or hexadecimal; the first seals.
 *
 * @throws UsageError `slack-settings` that never repeats the key.
 */
export function readSealKeys(text: string): readonly [SealKey, ...SealKey[]] {
  const [first, ...more] = text.split(",").map((one) => readKey(one.trim()));
  if (first === undefined) throw new UsageError("slack-settings", "slack: ROLECALL_ENCRYPTION_KEY is empty.");
  return [first, ...more];
}

function readKey(text: string): SealKey {
  const key = /^[\da-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (key.length !== 32 || !/^[\w+/=-]+$/.test(text)) {
    throw new UsageError(
      "slack-settings",
      `slack: expected ROLECALL_ENCRYPTION_KEY to hold 32 bytes in base64 or hexadecimal, got ${key.length}. ` +
        "`openssl rand -base64 32` makes one.",
    );
  }
  return { id: createHash("sha256").update("rolecall key id").update(key).digest("hex").slice(0, 8), key };
}

/** Form: `v1.KEYID.BASE64URL` of nonce, tag and cipher text. */
export function createSeal(keys: readonly [SealKey, ...SealKey[]], random: Pick<Random, "bytes">): Seal {
  const [{ id, key }] = keys;
  return {
    close(text, purpose) {
      const nonce = random.bytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `v1.${id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    isCurrent: (sealed) => sealed.split(".")[1] === id,
    open(sealed, purpose) {
      const [version, keyId, payload = ""] = sealed.split(".");
      const known = keys.find((one) => one.id === keyId);
      if (version !== "v1" || known === undefined) {
        throw new RolecallError("seal", `slack: a stored token was sealed with key ${keyId}, which is not given.`, {
          keyId,
          given: keys.map((one) => one.id),
        });
      }
      const bytes = Buffer.from(payload, "base64url");
      try {
        const decipher = createDecipheriv(algorithm, known.key, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw new RolecallError("seal", "slack: a stored token was altered or belongs elsewhere.", { keyId }, cause);
      }
    },
  };
}
