import { Anchor, Button } from "@mantine/core";
import { createLink, type RegisteredRouter, type ToPathOption } from "@tanstack/react-router";

/** A place inside the product that needs no parameters. */
export type InnerPath = Exclude<ToPathOption<RegisteredRouter, "/", "">, undefined>;

/** A link that looks like a button; `to`, `params` and `search` are checked against the routes. */
export const LinkButton = createLink(Button<"a">);

/** A link in text; `to`, `params` and `search` are checked against the routes. */
export const TextLink = createLink(Anchor<"a">);
