/** What stands in for a picture that is drawn: the beginning of a PNG of one grey dot. */
export async function aPicture(): Promise<Uint8Array> {
  return Uint8Array.from(Buffer.from(onePixel, "base64"));
}

const onePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
