import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { PageSkeleton } from "../ui/Skeletons.tsx";
import { ErrorPage } from "./ErrorPage.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { rootRoute } from "./root.tsx";
import { routeTree } from "./routes.ts";

/** The router of the product. In development `/ui-gallery` shows every component of `ui/`. */
export const router = createRouter({
  routeTree: import.meta.env.DEV || import.meta.env.MODE === "gallery" ? withGallery() : routeTree,
  defaultPreload: "intent",
  defaultPendingMs: 150,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

function withGallery(): typeof routeTree {
  const gallery = createRoute({
    getParentRoute: () => rootRoute,
    path: "/ui-gallery",
    component: lazyRouteComponent(() => import("../ui/gallery/GalleryPage.tsx"), "GalleryPage"),
  });
  const children = Object.values(routeTree.children ?? {});
  return rootRoute.addChildren([...children, gallery] as never) as unknown as typeof routeTree;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
