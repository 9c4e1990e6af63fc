import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Where a webhook may lead. An address typed by a member must not make this server ask machines inside the house for things: by default only
 * https to public addresses. A closed network has none of those; its operator names the hosts that may be reached (WEBHOOK_HOSTS).
 */

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** Whether an address of the network lies inside the house, or leads nowhere. */
export function isInside(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isInside(mapped);
  if (/^::ffff:/i.test(address)) return true;
  return inside.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** The host of an address without the brackets of an IPv6 one. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

/** Whether the operator named the host. */
export function isNamed(url: URL, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((host) => host === url.hostname || host === url.host);
}

/** What is wrong with an address that was typed: a code, or null. Names are looked up only when something is sent. */
export function addressProblem(text: string, allowedHosts: readonly string[]): string | null {
  if (text.length > 1000 || !URL.canParse(text)) return "NOT_AN_ADDRESS";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "NOT_AN_ADDRESS";
  if (isNamed(url, allowedHosts)) return /^https?:$/.test(url.protocol) ? null : "NOT_AN_ADDRESS";
  if (url.protocol !== "https:") return "HTTPS_ONLY";
  const host = hostOf(url);
  if (isIP(host) !== 0 ? isInside(host) : !host.includes(".") || host.endsWith(".localhost"))
    return "HOST_NOT_ALLOWED";
  return null;
}

/** Thrown while a connection is made to a host that may not be reached. */
export class HostNotAllowed extends Error {
  readonly code = "HOST_NOT_ALLOWED";
}

/** Looks a name up and passes on only addresses outside of the house: what was looked up is what is connected to. */
export const lookupOutside: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    const found = addresses.filter(({ address }) => !isInside(address));
    const [first] = found;
    if (!first) return callback(new HostNotAllowed(`${hostname} lies inside`), "", 0);
    if (options.all) return callback(null, found);
    return callback(null, first.address, first.family);
  });
};
