import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { LocaleProvider } from "./lib/locale.tsx";
import { urqlClient } from "./lib/urql-client.ts";
import { router } from "./routes/router.tsx";
import { UiProvider } from "./ui/UiProvider.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <UiProvider>
        <Provider value={urqlClient}>
          <RouterProvider router={router} />
        </Provider>
      </UiProvider>
    </LocaleProvider>
  </StrictMode>,
);
