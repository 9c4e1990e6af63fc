/** One complaint about one field of an input. `code` is translated on the client; `params` fill its text. */
export type FieldProblem = { path: string[]; code: string; params?: Record<string, string> };

/** Why a command was refused, as data a client can act on. Codes stand in `docs/error-codes.md`. */
export type Failure =
  | { type: "ValidationError"; code: string; problems: FieldProblem[] }
  | { type: "NotFound"; code: string }
  | { type: "Conflict"; code: string; currentVersion: number | null }
  | {
      type: "InvalidTransition";
      code: string;
      from: string;
      allowed: string[];
      params: Record<string, string>;
    }
  | { type: "Forbidden"; code: string };

/** Thrown inside a command: the transaction rolls back, nothing is stored, the idempotency key is free again. */
export class Rejection extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.name = "Rejection";
    this.failure = failure;
  }

  /** The input is not acceptable; each problem names its field. */
  static validation(problems: FieldProblem[]): Rejection {
    return new Rejection({ type: "ValidationError", code: "VALIDATION", problems });
  }

  /** Not there, or outside what the actor may see: the same answer for both. */
  static notFound(): Rejection {
    return new Rejection({ type: "NotFound", code: "NOT_FOUND" });
  }

  /** The actor sees the thing but this act is not theirs. */
  static forbidden(code = "NOT_ALLOWED"): Rejection {
    return new Rejection({ type: "Forbidden", code });
  }

  /** Somebody else was quicker, or the key was used for something else. */
  static conflict(currentVersion: number | null = null, code = "STALE_VERSION"): Rejection {
    return new Rejection({ type: "Conflict", code, currentVersion });
  }

  /** The act is not possible in the state the thing is in. */
  static invalidTransition(at: {
    from: string;
    allowed: string[];
    code?: string;
    params?: Record<string, string>;
  }): Rejection {
    return new Rejection({
      type: "InvalidTransition",
      code: at.code ?? "INVALID_TRANSITION",
      from: at.from,
      allowed: at.allowed,
      params: at.params ?? {},
    });
  }
}

/** The code that says most about a refusal, where one of many is told why in a word: that of the first field that is wrong. */
export function codeOf({ failure }: Rejection): string {
  return failure.type === "ValidationError" ? (failure.problems[0]?.code ?? failure.code) : failure.code;
}

/** Refuses with the version that stands when the client saw another one; a client that sends none takes what there is. */
export function requireVersion(row: { version: number }, seen: number | null | undefined): void {
  if (seen !== null && seen !== undefined && seen !== row.version) throw Rejection.conflict(row.version);
}

/** A text that may be left out: trimmed, null when nothing is said, at most `max` characters (TOO_LONG at `path`). */
export function optionalText(text: string | null | undefined, path: string, max = 2000): string | null {
  return text?.trim() ? requireText(text, path, max) : null;
}

/** A text that must be there: trimmed, at most `max` characters. REQUIRED, TOO_LONG at `path`. */
export function requireText(text: string, path: string, max = 2000): string {
  const trimmed = text.trim();
  if (trimmed === "") throw Rejection.validation([{ path: [path], code: "REQUIRED" }]);
  if (trimmed.length > max)
    throw Rejection.validation([{ path: [path], code: "TOO_LONG", params: { max: String(max) } }]);
  return trimmed;
}
