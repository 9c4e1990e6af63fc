import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { addressProblem, HostNotAllowed, isNamed, lookupOutside } from "./webhook-address.ts";
import type { ChatRequest } from "./webhook-message.ts";

/** What came of one try. `error` is null when the message came through. */
export type Posted = { status: number | null; error: string | null; ms: number };

/** Longest answer that is read. */
const MOST_BYTES = 16 * 1024;

/**
 * Posts a message. Redirections are not followed: they would lead to where nobody looked. A robot that answers 200 and an `errcode` other
 * than 0 has refused it.
 */
export function postMessage(
  { url, headers, body }: ChatRequest,
  { allowedHosts, patience }: { allowedHosts: readonly string[]; patience: number },
): Promise<Posted> {
  const begun = performance.now();
  const ended = (status: number | null, error: string | null): Posted => ({
    status,
    error,
    ms: Math.round(performance.now() - begun),
  });
  if (addressProblem(url.href, allowedHosts) !== null)
    return Promise.resolve(ended(null, "HOST_NOT_ALLOWED"));
  return new Promise((resolve) => {
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const bytes = Buffer.from(body, "utf8");
    const request = send(url, {
      method: "POST",
      headers: { ...headers, "content-length": bytes.length, "user-agent": "Gongjian" },
      signal: AbortSignal.timeout(patience),
      agent: false,
      ...(!isNamed(url, allowedHosts) && { lookup: lookupOutside }),
    });
    request.on("response", (response) => {
      const status = response.statusCode ?? 0;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MOST_BYTES) chunks.push(chunk);
        else response.destroy();
      });
      response.on("close", () => {
        if (status < 200 || status > 299) resolve(ended(status, "STATUS"));
        else
          resolve(ended(status, refused(Buffer.concat(chunks).toString("utf8")) ? "REFUSED_BY_ROBOT" : null));
      });
      response.on("error", () => resolve(ended(status, "CONNECTION")));
    });
    request.on("error", (error) =>
      resolve(
        ended(
          null,
          error instanceof HostNotAllowed
            ? "HOST_NOT_ALLOWED"
            : error.name === "AbortError" || error.name === "TimeoutError"
              ? "TIMEOUT"
              : "CONNECTION",
        ),
      ),
    );
    request.end(bytes);
  });
}

/** WeCom and DingTalk answer `{"errcode":0,…}` when they took it; other receivers answer what they like. */
function refused(answer: string): boolean {
  try {
    const parsed: unknown = JSON.parse(answer);
    const code = typeof parsed === "object" && parsed !== null && "errcode" in parsed ? parsed.errcode : 0;
    return code !== 0;
  } catch {
    return false;
  }
}
