/** Chance that can be repeated: the same seed always tells the same story. */
export type Random = {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number between two bounds, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** Chance of its own for a part of the story: what is drawn there changes nothing elsewhere. */
  fork(name: string): Random;
};

/** Chance that a text decides. */
export function random(seed: string): Random {
  let state = hash(seed);
  const next = () => {
    // mulberry32: short, fast, and good enough for a story.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      const one = list[int(0, list.length - 1)];
      if (one === undefined) throw new RangeError("nothing to pick from");
      return one;
    },
    shuffled(list) {
      const mixed = [...list];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = int(0, i);
        [mixed[i], mixed[j]] = [mixed[j] as (typeof mixed)[number], mixed[i] as (typeof mixed)[number]];
      }
      return mixed;
    },
    fork: (name) => random(`${seed}/${name}`),
  };
}

/** FNV-1a over the code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
