import { crc32, deflateSync } from "node:zlib";
import { random } from "./random.ts";

const [WIDTH, HEIGHT] = [480, 360];

/** A picture of coloured shapes that stands for a photo: the same number gives the same bytes. */
export function picture(number: number): Buffer {
  const chance = random(`picture/${number}`);
  const colour = () => [chance.int(40, 230), chance.int(40, 230), chance.int(40, 230)] as const;
  const [sky, ground] = [colour(), colour()];
  const horizon = chance.int(120, 240);
  const shapes = Array.from({ length: 9 }, () => ({
    x: chance.int(0, WIDTH),
    y: chance.int(60, HEIGHT),
    w: chance.int(30, 130),
    h: chance.int(30, 150),
    round: chance.chance(0.4),
    colour: colour(),
  }));
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const shape = shapes.find(({ x: cx, y: cy, w, h, round }) => {
        const [dx, dy] = [(x - cx) / w, (y - cy) / h];
        return round ? dx * dx + dy * dy < 0.25 : Math.abs(dx) < 0.5 && Math.abs(dy) < 0.5;
      });
      const base = shape?.colour ?? (y < horizon ? sky : ground);
      const shade = 0.75 + (0.25 * y) / HEIGHT;
      const at = y * (WIDTH * 3 + 1) + 1 + x * 3;
      base.forEach((part, i) => {
        rows[at + i] = Math.round(part * shade);
      });
    }
  }
  return png(rows);
}

function png(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
