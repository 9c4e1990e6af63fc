import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextLink } from "../../ui/links.tsx";
import { Facts } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { AccountActs } from "./AccountActs.tsx";
import { AddRoleForm } from "./AddRoleForm.tsx";
import { ChangePersonForm } from "./ChangePersonForm.tsx";
import { ErasePerson } from "./departure/ErasePerson.tsx";
import { SecondFactorReset } from "./departure/SecondFactorReset.tsx";
import { messages } from "./messages.ts";
import classes from "./organizations.module.css";
import { RoleItem } from "./RoleItem.tsx";

const PersonQuery = graphql(`
  query Person($id: ID!) {
    node(id: $id) {
      __typename
      ... on Person {
        id
        name
        phone
        version
        erasedAt
        memberships(past: true) { id endsOn organization { id } ...RoleItem_Membership }
        ...AccountActs_Person
        ...SecondFactorReset_Person
        ...ErasePerson_Person
      }
    }
  }
`);

/** One person: phone, roles with their terms, the account and its links, and what a manager may do. */
export function PersonDetail({ personId, onErased }: { personId: string; onErased: () => void }) {
  const t = useMessages(messages);
  const state = useViewer();
  const [open, setOpen] = useState<"change" | "role" | null>(null);
  const [{ data, error }, refetch] = useQuery({ query: PersonQuery, variables: { id: personId } });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  if (data.node?.__typename !== "Person") return <ErrorNotice code="NOT_FOUND" />;
  const person = data.node;
  const membership = state.kind === "signedIn" ? state.membership : undefined;
  const own = membership?.organization;
  // The server decides; this only hides what would be refused for sure.
  const mayManage = membership?.role === "MANAGER";
  const inOffice = mayManage && own?.kind === "OFFICE";
  const manages = (organizationId: string) => inOffice || (mayManage && own?.id === organizationId);
  const mayManagePerson =
    !person.erasedAt && person.memberships.some(({ organization }) => manages(organization.id));
  const close = () => setOpen(null);
  return (
    <>
      <div className={classes.stack}>
        <Facts
          facts={[
            { label: t("people.name"), value: person.name },
            {
              label: t("people.phone"),
              value: person.phone ? <Anchor href={`tel:${person.phone}`}>{person.phone}</Anchor> : "—",
            },
          ]}
        />
        {mayManagePerson && open === null && (
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setOpen("change")}>
              {t("person.change")}
            </Button>
            <Button variant="default" onClick={() => setOpen("role")}>
              {t("person.addRole")}
            </Button>
          </div>
        )}
        {open === "change" && (
          <div className={classes.form}>
            <ChangePersonForm
              person={{
                id: person.id,
                name: person.name,
                phone: person.phone ?? "",
                version: person.version,
              }}
              onClose={close}
            />
          </div>
        )}
        {open === "role" && (
          <div className={classes.form}>
            <AddRoleForm
              person={{ id: person.id, name: person.name }}
              organizationId={inOffice ? "" : (own?.id ?? "")}
              fixed={!inOffice}
              onClose={close}
            />
          </div>
        )}
      </div>
      <section className={classes.section}>
        <h3>{t("person.roles")}</h3>
        <ul className={classes.rows}>
          {person.memberships.map((role) => (
            <RoleItem
              key={role.id}
              membership={role}
              person={{ id: person.id, name: person.name }}
              mayManage={manages(role.organization.id)}
            />
          ))}
        </ul>
      </section>
      {own?.kind === "OFFICE" && (
        <TextLink to="/audit" search={{ personId: person.id }}>
          {t("person.audit")}
        </TextLink>
      )}
      {!person.erasedAt && <AccountActs person={person} mayManage={mayManagePerson} mayReset={inOffice} />}
      {inOffice && <SecondFactorReset person={person} />}
      {inOffice && <ErasePerson person={person} onErased={onErased} />}
    </>
  );
}
