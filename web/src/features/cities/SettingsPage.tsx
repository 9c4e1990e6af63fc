import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import classes from "./cities.module.css";
import { KindsPanel } from "./KindsPanel.tsx";
import { messages } from "./messages.ts";
import { SettingItem } from "./SettingItem.tsx";

const CitySettings = graphql(`
  query CitySettings {
    city {
      id
      name
      openedOn
      division { id name }
      settings { key ...SettingItem_SettingValue }
      settingHistory { id key value validFrom recordedAt }
      ...KindsPanel_City
    }
  }
`);

/** The city's own values, each with its history, and the kinds of support it counts. */
export function SettingsPage() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const rights = useRights();
  const mayManage = rights.inOffice(["MANAGER"]);
  const [{ data, error }, refetch] = useQuery({ query: CitySettings });
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
  const { city } = data;
  return (
    <Page>
      <PageHeader
        title={t("settings.title", { city: city.name })}
        subtitle={t("settings.subtitle", { day: date(city.openedOn), division: city.division.name })}
      />
      <Panel title={t("settings.values")}>
        <ul className={classes.rows}>
          {city.settings.map((setting) => (
            <SettingItem
              key={setting.key}
              setting={setting}
              history={city.settingHistory.filter(({ key }) => key === setting.key)}
              mayManage={mayManage}
            />
          ))}
        </ul>
      </Panel>
      <KindsPanel city={city} mayManage={mayManage} />
    </Page>
  );
}
