import { runCheck, staticChecks } from "./checks.ts";

// What an editor would say, for the whole code: types, style, borders, dead code. No tests.
let failed = false;
for (const check of staticChecks) {
  const { failures } = await runCheck(check);
  console.log(`${failures.length === 0 ? "ok    " : "FAILED"} ${check.name}`);
  for (const failure of failures) console.log(failure);
  failed ||= failures.length > 0;
}
process.exitCode = failed ? 1 : 0;
