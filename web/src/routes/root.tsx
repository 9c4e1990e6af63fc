import { createRootRoute } from "@tanstack/react-router";
import { NotFoundPage } from "./NotFoundPage.tsx";
import classes from "./SessionGuard.module.css";
import { validateRootSearch } from "./search.ts";

function NotFoundOutside() {
  return (
    <main className={classes.alone}>
      <NotFoundPage />
    </main>
  );
}

/** The root of all routes. */
export const rootRoute = createRootRoute({
  validateSearch: validateRootSearch,
  notFoundComponent: NotFoundOutside,
});
