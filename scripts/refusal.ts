/** A reason not to go on that a person can act on: printed as one sentence, without a stack. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** The system's code of an error (`EACCES`, `ENOENT`, `28P01` …), if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Runs a script to its end: a Refusal is printed as its sentence, anything else with its stack; both exit 1. */
export async function runScript(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  }
}
