import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton, TextLink } from "../../ui/links.tsx";
import { Facts } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { PackLink } from "../packs/PackLink.tsx";
import { ChangeOrganizationForm } from "./ChangeOrganizationForm.tsx";
import { EndOrganizationForm } from "./EndOrganizationForm.tsx";
import { messages } from "./messages.ts";
import classes from "./organizations.module.css";

const OrganizationQuery = graphql(`
  query Organization($id: ID!) {
    node(id: $id) {
      __typename
      ... on Organization {
        id
        name
        shortName
        kind
        creditCode
        unitClass
        residents
        address
        phone
        startedOn
        endedOn
        version
        division { id name parent { id name } }
        parent { id name }
        succeededBy { id name }
        memberships { id role person { id name phone } }
        givenPartnerships { id state receiver { id name } }
        receivedPartnerships { id state giver { id name } }
      }
    }
  }
`);

const OVER = ["ENDED", "DECLINED"];

/** One organization: what is known of it, its people and partnerships; change it, or end it. */
export function OrganizationDetail(props: { organizationId: string; mayManage: boolean }) {
  const { organizationId, mayManage } = props;
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useRoleWords();
  const [open, setOpen] = useState<"change" | "end" | null>(null);
  const [{ data, error }, refetch] = useQuery({
    query: OrganizationQuery,
    variables: { id: organizationId },
  });
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
  if (data.node?.__typename !== "Organization") return <ErrorNotice code="NOT_FOUND" />;
  const one = data.node;
  const pairs = [
    ...one.givenPartnerships.map(({ id, state, receiver }) => ({ id, state, other: receiver.name })),
    ...one.receivedPartnerships.map(({ id, state, giver }) => ({ id, state, other: giver.name })),
  ].filter(({ state }) => !OVER.includes(state));
  const facts = [
    { label: t("organizations.kind"), value: words.organizationKind(one.kind) },
    {
      label: t("organizations.division"),
      value: [one.division.parent?.name, one.division.name].filter(Boolean).join(" · "),
    },
    { label: t("organizations.shortName"), value: one.shortName },
    { label: t("organizations.creditCode"), value: one.creditCode },
    { label: t("organizations.unitClass"), value: one.unitClass },
    { label: t("organizations.residents"), value: one.residents },
    { label: t("organizations.address"), value: one.address },
    {
      label: t("organizations.phone"),
      value: one.phone && <Anchor href={`tel:${one.phone}`}>{one.phone}</Anchor>,
    },
    { label: t("organizations.parent"), value: one.parent?.name },
    { label: t("organizations.startedOn"), value: date(one.startedOn) },
    { label: t("organizations.endedOn"), value: one.endedOn && date(one.endedOn) },
    { label: t("organizations.succeededBy"), value: one.succeededBy?.name },
  ].filter(({ value }) => value !== null && value !== undefined && value !== "");
  return (
    <>
      <Facts facts={facts} />
      {mayManage && !one.endedOn && open === null && (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setOpen("change")}>
            {t("organizations.change")}
          </Button>
          <Button variant="default" onClick={() => setOpen("end")}>
            {t("organizations.end")}
          </Button>
        </div>
      )}
      {open === "change" && (
        <div className={classes.form}>
          <ChangeOrganizationForm organization={one} onClose={() => setOpen(null)} />
        </div>
      )}
      {open === "end" && (
        <div className={classes.form}>
          <EndOrganizationForm
            organization={{ id: one.id, name: one.name, kind: one.kind, version: one.version }}
            openPairs={pairs.length}
            onClose={() => setOpen(null)}
          />
        </div>
      )}
      <section className={classes.section}>
        <h3>{t("organizations.people")}</h3>
        {one.memberships.length === 0 && <p className={classes.quiet}>{t("organizations.noPeople")}</p>}
        <ul className={classes.rows}>
          {one.memberships.map(({ id, role, person }) => (
            <li key={id} className={classes.row}>
              <div>
                {person.name} · {words.role(role)}
              </div>
              {person.phone && <Anchor href={`tel:${person.phone}`}>{person.phone}</Anchor>}
            </li>
          ))}
        </ul>
        <LinkButton variant="default" to="/office/people" search={{ organizationId: one.id }}>
          {t("organizations.managePeople")}
        </LinkButton>
      </section>
      <section className={classes.section}>
        <h3>{t("organizations.pairs", { count: pairs.length })}</h3>
        <ul className={classes.rows}>
          {pairs.map(({ id, other }) => (
            <li key={id} className={classes.row}>
              <TextLink to="/partnerships/$id" params={{ id: uuidOf(id) }}>
                {other}
              </TextLink>
            </li>
          ))}
        </ul>
        <PackLink organizationId={one.id} />
      </section>
    </>
  );
}
