import { createRootRoute } from "@tanstack/react-router";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { validateRootSearch } from "./search.ts";

/** The root of all routes. */
export const rootRoute = createRootRoute({
  validateSearch: validateRootSearch,
  notFoundComponent: NotFoundPage,
});
