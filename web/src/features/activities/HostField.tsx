import { type ComponentProps, lazy, Suspense } from "react";

// Most people plan for their own organization alone: what finds another one comes when it is wanted.
const OrganizationField = lazy(async () => ({
  default: (await import("../partnerships/OrganizationField.tsx")).OrganizationField,
}));

/** Finds an organization that holds an activity, by a part of its name. */
export function HostField(props: ComponentProps<typeof OrganizationField>) {
  return (
    <Suspense fallback={null}>
      <OrganizationField {...props} />
    </Suspense>
  );
}
