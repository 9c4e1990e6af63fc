import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import "./styles.ts";
import { Toasts } from "./Toasts.tsx";
import { cssVariablesResolver, theme } from "./theme.ts";

/** Theme, colour scheme and toasts around the whole product. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      {children}
      <Toasts />
    </MantineProvider>
  );
}
