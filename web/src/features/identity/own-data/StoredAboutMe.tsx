import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";
import classes from "./own-data.module.css";

const Stored = graphql(`
  query StoredAboutMe {
    storedAboutMe { place count newest }
  }
`);

/** So many places are shown at first. */
const FIRST = 8;

/** Every place that names the person, in plain words, once asked for; and the file with all of it. */
export function StoredAboutMe() {
  const t = useMessages(messages);
  const [isAsked, setAsked] = useState(false);
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("what")}</p>
      {isAsked && <Places />}
      <div className={classes.buttons}>
        {!isAsked && <Button onClick={() => setAsked(true)}>{t("ask")}</Button>}
        <Button
          component="a"
          href="/downloads/my-data.json"
          download
          variant="default"
          leftSection={<IconDownload size={18} />}
        >
          {t("download")}
        </Button>
      </div>
      <p className={classes.quiet}>{t("holds")}</p>
    </Panel>
  );
}

/** Counting looks into every table, so it is done for who wants to know. */
function Places() {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const { locale } = useLocale();
  const [isWhole, setWhole] = useState(false);
  const [{ data, error }, again] = useQuery({ query: Stored });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => again({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const places = data.storedAboutMe;
  const shown = isWhole ? places : places.slice(0, FIRST);
  return (
    <div className={classes.places}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("table.place")}</th>
            <th scope="col" className={classes.number}>
              {t("table.count")}
            </th>
            <th scope="col">{t("table.newest")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ place, count, newest }) => (
            <tr key={place}>
              <th scope="row">{t(`place.${place}`)}</th>
              <td className={classes.number}>{count.toLocaleString(locale)}</td>
              <td className={classes.newest}>
                {newest.map((at) => (
                  <span key={at}>{instant(at)}</span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {places.length > FIRST && !isWhole && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {t("all", { count: places.length })}
        </Button>
      )}
    </div>
  );
}
