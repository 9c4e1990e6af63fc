import { expect, test } from "vitest";
import { EnvError, readEnv } from "./env.ts";

const COMPLETE = {
  DATABASE_URL: "postgresql://app@localhost/gongjian",
  STORAGE_DIR: "/var/lib/gongjian/files",
  AUTH_SECRET: "x".repeat(32),
};

function problem(change: Record<string, string | undefined>): string {
  try {
    readEnv({ ...COMPLETE, ...change });
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return "";
}

test("what is left out has a safe default", () => {
  const env = readEnv(COMPLETE);
  expect(env).toMatchObject({ PORT: 4000, NODE_ENV: "production", DEMO: false, TRUST_PROXY: 0 });
  expect(env.BASE_URL).toBeUndefined();
});

test("values are read as what they mean", () => {
  const env = readEnv({
    ...COMPLETE,
    PORT: "81",
    DEMO: "1",
    TRUST_PROXY: "10.0.0.1",
    BASE_URL: "https://a.example/x/",
  });
  expect(env).toMatchObject({ PORT: 81, DEMO: true, TRUST_PROXY: "10.0.0.1", BASE_URL: "https://a.example" });
  expect(readEnv({ ...COMPLETE, TRUST_PROXY: "1" }).TRUST_PROXY).toBe(1);
});

test("each mistake is one sentence that names the setting", () => {
  expect(problem({ DATABASE_URL: undefined, STORAGE_DIR: "" }).split("\n")).toHaveLength(2);
  for (const [name, value] of Object.entries({
    PORT: "4000x",
    DATABASE_URL: "mysql://x",
    AUTH_SECRET: "short",
    BASE_URL: "gongjian.example",
    DEMO: "yes",
    NODE_ENV: "prod",
    LOG_LEVEL: "loud",
  })) {
    const sentence = problem({ [name]: value });
    expect([name, sentence.split("\n").length]).toEqual([name, 1]);
    expect(sentence).toMatch(new RegExp(`^${name} .*\\.$`));
  }
});

test("the secret itself never stands in the message", () => {
  expect(problem({ AUTH_SECRET: "hunter2" })).not.toContain("hunter2");
});

test("mail is set whole or not at all", () => {
  const mail = {
    SMTP_URL: "smtps://a:b@mail.example",
    MAIL_FROM: "gongjian@a.example",
    MAIL_TO: "b@b.example, c@c.example",
  };
  expect(readEnv({ ...COMPLETE, ...mail }).MAIL_TO).toEqual(["b@b.example", "c@c.example"]);
  expect(readEnv(COMPLETE).MAIL_TO).toEqual([]);
  for (const name of Object.keys(mail)) expect(problem({ ...mail, [name]: undefined })).toContain("together");
  expect(problem({ ...mail, SMTP_URL: "https://mail.example" })).toContain("SMTP_URL");
});
