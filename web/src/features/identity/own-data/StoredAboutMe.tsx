import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./own-data.module.css";

const StoredAboutMe_StoredAboutMe = graphql(`
  fragment StoredAboutMe_StoredAboutMe on StoredAboutMe { place count newest }
`);

/** So many places are shown at first. */
const FIRST = 8;

interface StoredAboutMeProps {
  stored: readonly FragmentType<typeof StoredAboutMe_StoredAboutMe>[];
}

/** Every place that names the person, in plain words, and the file with all of it. */
export function StoredAboutMe({ stored }: StoredAboutMeProps) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const { locale } = useLocale();
  const [isWhole, setWhole] = useState(false);
  const places = stored.map((row) => readFragment(StoredAboutMe_StoredAboutMe, row));
  const shown = isWhole ? places : places.slice(0, FIRST);
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("what")}</p>
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
      <div className={classes.buttons}>
        {places.length > FIRST && !isWhole && (
          <Button variant="subtle" onClick={() => setWhole(true)}>
            {t("all", { count: places.length })}
          </Button>
        )}
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
