import sharp from "sharp";

const COLUMNS = 9;
const ROWS = 8;

/**
 * The difference hash of an image, 64 bits as 16 hex digits: the image shrunk to 9 × 8 grey pixels, one bit for
 * each neighbour that is brighter than the one to its left. Copies that were scaled or compressed again differ in few bits.
 */
export async function perceptualHash(image: Uint8Array): Promise<string> {
  const pixels = await sharp(image)
    .flatten({ background: "#ffffff" })
    .greyscale()
    .resize(COLUMNS, ROWS, { fit: "fill" })
    .raw()
    .toBuffer();
  let hash = 0n;
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 1; column < COLUMNS; column += 1) {
      const left = pixels[row * COLUMNS + column - 1] ?? 0;
      const right = pixels[row * COLUMNS + column] ?? 0;
      hash = (hash << 1n) | (right > left ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, "0");
}

/** In how many of the 64 bits two hashes differ; ten or fewer is likely the same picture. */
export function hashDistance(one: string, other: string): number {
  let difference = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let bits = 0;
  for (; difference > 0n; difference &= difference - 1n) bits += 1;
  return bits;
}
