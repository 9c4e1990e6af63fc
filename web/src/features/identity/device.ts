/** What a device is, as far as its browser says; each is a key of a text. */
export interface Device {
  browser: "wechat" | "edge" | "firefox" | "chrome" | "safari" | "other";
  system: "android" | "ios" | "windows" | "mac" | "linux" | "other";
}

const BROWSERS: readonly [RegExp, Device["browser"]][] = [
  [/MicroMessenger/, "wechat"],
  [/Edg/, "edge"],
  [/Firefox|FxiOS/, "firefox"],
  [/Chrome|CriOS/, "chrome"],
  [/Safari/, "safari"],
];

const SYSTEMS: readonly [RegExp, Device["system"]][] = [
  [/Android/, "android"],
  [/iPhone|iPad/, "ios"],
  [/Windows/, "windows"],
  [/Mac OS X/, "mac"],
  [/Linux/, "linux"],
];

/** Reads a user agent; the order matters, because every browser also names its ancestors. */
export function deviceOf(userAgent: string): Device {
  return {
    browser: BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "other",
    system: SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "other",
  };
}
