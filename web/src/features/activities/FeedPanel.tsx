import { Button, CopyButton } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";

const FeedPanel_CalendarFeed = graphql(`
  fragment FeedPanel_CalendarFeed on CalendarFeed { id createdAt }
`);

const RenewCalendar = graphql(`
  mutation RenewCalendar($input: RenewCalendarInput!) {
    renewCalendar(input: $input) { __typename ... on Failure { code } ... on CalendarFeed { id path } }
  }
`);

const RevokeCalendar = graphql(`
  mutation RevokeCalendar($input: RevokeCalendarInput!) {
    revokeCalendar(input: $input) { __typename ... on Failure { code } ... on CalendarFeed { id } }
  }
`);

/** One's own calendar for the phone: an address that is shown once, renewed and stopped. */
export function FeedPanel(props: { feed: FragmentType<typeof FeedPanel_CalendarFeed> | null }) {
  const feed = readFragment(FeedPanel_CalendarFeed, props.feed);
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [path, setPath] = useState<string | null>(null);
  const [, renew] = useMutation(RenewCalendar);
  const [, revoke] = useMutation(RevokeCalendar);
  const make = async (idempotencyKey: string) =>
    outcome(
      await renew({ input: { idempotencyKey } }),
      (data) => data.renewCalendar,
      undefined,
      (member) => {
        if (member.__typename === "CalendarFeed") setPath(member.path ?? null);
      },
    );
  const address = path && window.location.origin + path;
  return (
    <div className={classes.calendar}>
      <p className={classes.text}>{t("feed.hint")}</p>
      {address ? (
        <>
          <b>{t("feed.made")}</b>
          <span className={classes.address}>{address}</span>
          <div className={classes.acts}>
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Button leftSection={<IconCopy size={18} aria-hidden />} onClick={copy}>
                  {t(copied ? "feed.copied" : "feed.copy")}
                </Button>
              )}
            </CopyButton>
            <Button component="a" variant="default" href={address.replace(/^https?:/, "webcal:")}>
              {t("feed.phone")}
            </Button>
          </div>
        </>
      ) : feed ? (
        <>
          <span className={classes.quiet}>{t("feed.since", { day: date(dateOf(feed.createdAt)) })}</span>
          <div className={classes.acts}>
            <ConfirmButton
              variant="default"
              label={t("feed.renew")}
              question={t("feed.renewQuestion")}
              confirmLabel={t("feed.renewNow")}
              onConfirm={make}
            />
            <ConfirmButton
              variant="default"
              label={t("feed.revoke")}
              question={t("feed.revokeQuestion")}
              confirmLabel={t("feed.revokeNow")}
              onConfirm={async (idempotencyKey) =>
                outcome(
                  await revoke({ input: { idempotencyKey, calendarFeedId: feed.id } }),
                  (data) => data.revokeCalendar,
                )
              }
              onDone={() => toast(t("feed.revoked"))}
            />
          </div>
        </>
      ) : (
        <div className={classes.acts}>
          <ActionButton variant="default" label={t("feed.make")} onAct={make} />
        </div>
      )}
    </div>
  );
}
