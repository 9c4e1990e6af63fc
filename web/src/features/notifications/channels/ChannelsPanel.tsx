import { Button, Radio, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useViewer } from "../../../lib/viewer.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { TextLink } from "../../../ui/links.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { toast } from "../../../ui/toast.ts";
import classes from "./channels.module.css";
import { messages } from "./messages.ts";

const Channels = graphql(`
  query Channels {
    notificationChoice { address verifiedAt digest mailDigest mailEvents locale mailAvailable }
  }
`);

const ChooseChannels = graphql(`
  mutation ChooseChannels($input: ChooseChannelsInput!) {
    chooseChannels(input: $input) { __typename ... on Failure { code } }
  }
`);

const SetOwnAddress = graphql(`
  mutation SetOwnAddress($input: SetOwnAddressInput!) {
    setOwnAddress(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const RemoveOwnAddress = graphql(`
  mutation RemoveOwnAddress($input: RemoveOwnAddressInput!) {
    removeOwnAddress(input: $input) { __typename ... on Failure { code } }
  }
`);

interface Choice {
  address?: string | null;
  verifiedAt?: string | null;
  digest: boolean;
  mailDigest: boolean;
  mailEvents: boolean;
  locale: string;
  mailAvailable: boolean;
}

/** How the person wants to hear: the summary of the day, letters, and to which address. */
export function ChannelsPanel() {
  const t = useMessages(messages);
  const state = useViewer();
  const [{ data }] = useQuery({ query: Channels });
  const memberships = state.kind === "signedIn" ? state.viewer.memberships : [];
  if (!data) return null;
  const choice = data.notificationChoice;
  return (
    <Panel title={t("choice.title")}>
      <ChannelSwitches key={JSON.stringify(choice)} choice={choice} />
      <Address choice={choice} />
      {memberships.some(({ role }) => role === "MANAGER") && (
        <p>
          <TextLink to="/office/webhooks">{t("choice.webhooks")}</TextLink>
        </p>
      )}
      {memberships.some(({ organization }) => organization.kind !== "OFFICE") && (
        <p>
          <TextLink to="/office/burden">{t("choice.burden")}</TextLink>
        </p>
      )}
    </Panel>
  );
}

function ChannelSwitches({ choice }: { choice: Choice }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, choose] = useMutation(ChooseChannels);
  const [digest, setDigest] = useState(choice.digest);
  const [mailDigest, setMailDigest] = useState(choice.mailDigest);
  const [mailEvents, setMailEvents] = useState(choice.mailEvents);
  const [locale, setLocale] = useState(choice.locale === "en" ? "en" : "zh");
  const byMail = Boolean(choice.verifiedAt);
  const changed =
    digest !== choice.digest ||
    mailDigest !== choice.mailDigest ||
    mailEvents !== choice.mailEvents ||
    locale !== choice.locale;
  const fields = (
    <div className={classes.stack}>
      <Switch
        label={t("choice.digest")}
        checked={digest}
        onChange={({ currentTarget }) => setDigest(currentTarget.checked)}
      />
      {byMail && (
        <>
          <Switch
            label={t("choice.mailDigest")}
            checked={mailDigest}
            onChange={({ currentTarget }) => setMailDigest(currentTarget.checked)}
          />
          <Switch
            label={t("choice.mailEvents")}
            description={t("choice.mailEventsHint")}
            checked={mailEvents}
            onChange={({ currentTarget }) => setMailEvents(currentTarget.checked)}
          />
          <Radio.Group
            label={t("choice.language")}
            value={locale}
            onChange={(value) => setLocale(value === "en" ? "en" : "zh")}
          >
            {(["zh", "en"] as const).map((one) => (
              <Radio key={one} value={one} label={t(`choice.languages.${one}`)} style={{ paddingBlock: 6 }} />
            ))}
          </Radio.Group>
        </>
      )}
    </div>
  );
  if (!changed) return fields;
  return (
    <ActionForm
      submitLabel={t("choice.save")}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await choose({ input: { idempotencyKey, digest, mailDigest, mailEvents, locale } }),
          (data) => data.chooseChannels,
        )
      }
      onDone={() => toast(t("choice.saved"))}
    >
      {fields}
    </ActionForm>
  );
}

function Address({ choice: { address, verifiedAt, mailAvailable } }: { choice: Choice }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, set] = useMutation(SetOwnAddress);
  const [, remove] = useMutation(RemoveOwnAddress);
  const [giving, setGiving] = useState(false);
  const [typed, setTyped] = useState("");
  return (
    <div className={classes.address}>
      <h3 className={classes.head}>{t("choice.address")}</h3>
      <p className={classes.quiet}>
        {address
          ? t(verifiedAt ? "choice.verified" : "choice.waiting", { address })
          : t(mailAvailable ? "choice.none" : "choice.off")}
      </p>
      {giving ? (
        <ActionForm
          submitLabel={t("choice.give")}
          blocked={typed.trim() === "" ? t("choice.missing") : null}
          onCancel={() => setGiving(false)}
          onSubmit={async (idempotencyKey) =>
            outcome(await set({ input: { idempotencyKey, address: typed } }), (data) => data.setOwnAddress)
          }
          onDone={() => {
            toast(t("choice.sent"));
            setGiving(false);
          }}
        >
          <TextInput
            label={t("choice.address")}
            type="email"
            autoComplete="email"
            maxLength={250}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </ActionForm>
      ) : (
        <div className={classes.acts}>
          {mailAvailable && (
            <Button variant="default" onClick={() => setGiving(true)}>
              {t(address ? "choice.change" : "choice.add")}
            </Button>
          )}
          {address && (
            <ConfirmButton
              variant="default"
              label={t("choice.remove")}
              question={t("choice.removeQuestion")}
              confirmLabel={t("choice.removeNow")}
              onConfirm={async (idempotencyKey) =>
                outcome(await remove({ input: { idempotencyKey } }), (data) => data.removeOwnAddress)
              }
              onDone={() => toast(t("choice.removed"))}
            />
          )}
        </div>
      )}
    </div>
  );
}
