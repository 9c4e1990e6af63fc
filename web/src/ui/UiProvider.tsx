import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import "./styles.ts";
import { Toasts } from "./Toasts.tsx";
import { cssVariablesResolver, theme } from "./theme.ts";

/** The nonce that the server's policy asks of style elements made at run time. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

// Where the library that stops a page from scrolling behind a dialog looks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

/** Theme, colour scheme and toasts around the whole product. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      {children}
      <Toasts />
    </MantineProvider>
  );
}
