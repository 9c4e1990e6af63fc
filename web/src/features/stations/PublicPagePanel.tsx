import { Button } from "@mantine/core";
import { IconCopy, IconExternalLink, IconPrinter } from "@tabler/icons-react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import classes from "./stations.module.css";

const PublicPagePanel_Station = graphql(`
  fragment PublicPagePanel_Station on Station { code }
`);

/** Where anybody finds the station: link, code, poster. */
export function PublicPagePanel(props: { station: FragmentType<typeof PublicPagePanel_Station> }) {
  const { code } = readFragment(PublicPagePanel_Station, props.station);
  const t = useMessages(messages);
  const { locale } = useLocale();
  const path = `/p/stations/${code}`;
  const address = `${window.location.origin}${path}`;
  const inLocale = (query: string) =>
    `${path}${query}${locale === "en" ? `${query ? "&" : "?"}lang=en` : ""}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toast(t("page.copied"));
    } catch {
      // Over plain http a browser copies nothing; the address stands there to be marked.
    }
  };
  const icon = { size: 18, "aria-hidden": true } as const;
  return (
    <Panel title={t("page.title")}>
      <div className={classes.public}>
        <div className={classes.code}>
          <QrCode text={address} label={t("page.code")} />
        </div>
        <div className={classes.column}>
          <p className={classes.quiet}>{t("page.hint")}</p>
          <span className={classes.address}>{address}</span>
          <div className={classes.acts}>
            <Button
              component="a"
              href={inLocale("")}
              target="_blank"
              rel="noreferrer"
              variant="default"
              size="sm"
              leftSection={<IconExternalLink {...icon} />}
            >
              {t("page.open")}
            </Button>
            <Button
              component="a"
              href={inLocale("?poster=1")}
              target="_blank"
              rel="noreferrer"
              variant="default"
              size="sm"
              leftSection={<IconPrinter {...icon} />}
            >
              {t("page.poster")}
            </Button>
            <Button
              variant="default"
              size="sm"
              leftSection={<IconCopy {...icon} />}
              onClick={() => void copy()}
            >
              {t("page.copy")}
            </Button>
          </div>
        </div>
      </div>
    </Panel>
  );
}
