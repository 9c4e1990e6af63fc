import { Anchor, Button, type ButtonProps } from "@mantine/core";
import { createLink, type RegisteredRouter, type ToPathOption } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

/** A place inside the product that needs no parameters. */
export type InnerPath = Exclude<ToPathOption<RegisteredRouter, "/", "">, undefined>;

type AnchorButtonProps = ButtonProps & Omit<ComponentPropsWithRef<"a">, keyof ButtonProps>;

/** A real link: it opens in a new tab, and screen readers call it one. */
function AnchorButton(props: AnchorButtonProps) {
  return <Button component="a" {...props} />;
}

/** A link that looks like a button; `to`, `params` and `search` are checked against the routes. */
export const LinkButton = createLink(AnchorButton);

/** A link in text; `to`, `params` and `search` are checked against the routes. */
export const TextLink = createLink(Anchor<"a">);
