import { Button } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { clockOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { toast } from "../../ui/toast.ts";
import { type Held, ticksOf } from "./arrival.ts";
import classes from "./attendance.module.css";
import { DeskRowMore } from "./DeskRowMore.tsx";
import { SecondHours } from "./desk/SecondHours.tsx";
import type { DeskRow } from "./desk-rows.ts";
import { messages } from "./messages.ts";

const MarkPresent = graphql(`
  mutation MarkPresent($input: MarkPresentInput!) {
    markPresent(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on Attendance { id }
    }
  }
`);

interface DeskRowItemProps {
  row: DeskRow;
  session: Held & { id: string };
  /** Whether people are taken onto the list now. */
  mayTick: boolean;
  mayChange: boolean;
  /** Whether the person may be the second one of typed hours. */
  maySecond: boolean;
  started: boolean;
}

/** One person: a tap says that they came; everything else lies behind "more". */
export function DeskRowItem({ row, session, mayTick, mayChange, maySecond, started }: DeskRowItemProps) {
  const t = useMessages(messages);
  const { quantity } = useFormat();
  const outcome = useOutcome();
  const [, mark] = useMutation(MarkPresent);
  const [more, setMore] = useState(false);
  const { signup, attendance } = row;
  const name = row.name ?? t("list.guest");
  const ticks = !attendance && mayTick && signup ? ticksOf(session) : [];
  const time = attendance ? quantity({ measure: "MINUTES", value: attendance.minutes }) : "";
  const said = [
    ...(row.isGuest ? [t("list.guest")] : []),
    ...(attendance?.organization ? [attendance.organization.shortName ?? attendance.organization.name] : []),
    ...(attendance
      ? attendance.method === "TYPED"
        ? [t(attendance.secondedBy ? "list.typed" : "list.typedUnseconded", { time })]
        : [
            t("list.present", {
              from: clockOf(attendance.startsAt),
              to: clockOf(attendance.endsAt),
              time,
            }),
            t(`list.by.${attendance.method}`),
          ]
      : [t(signup?.state === "WAITING" ? "list.waiting" : "list.signed")]),
    ...(attendance?.walkIn && attendance.method !== "TYPED" ? [t("list.walkIn")] : []),
    ...(attendance?.typedReason && !mayChange ? [attendance.typedReason] : []),
    ...(attendance?.onBehalf ? [t("list.onBehalf")] : []),
    ...(attendance?.overlaps ? [t("list.overlaps")] : []),
  ];
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <b>{name}</b>
        <span className={classes.quiet}>{said.join(" · ")}</span>
      </div>
      <div className={classes.acts}>
        {row.phone && (
          <Button
            component="a"
            variant="subtle"
            href={`tel:${row.phone}`}
            aria-label={`${t("list.call", { name })} ${row.phone}`}
            leftSection={<IconPhone size={18} aria-hidden />}
          >
            {row.phone}
          </Button>
        )}
        {ticks.map(({ said: word, arrivedAt }, index) => (
          <ActionButton
            key={word}
            variant={index === 0 ? "filled" : "default"}
            label={t(`list.${word}`)}
            name={t("list.cameName", { name, said: t(`list.${word}`) })}
            onAct={async (idempotencyKey) =>
              outcome(
                await mark({
                  input: {
                    idempotencyKey,
                    sessionId: session.id,
                    personId: signup?.person?.id ?? null,
                    guestId: signup?.guestId ?? null,
                    arrivedAt,
                  },
                }),
                (data) => data.markPresent,
              )
            }
            onDone={() => toast(t("list.cameDone", { name }))}
          />
        ))}
        {maySecond && !mayChange && attendance && <SecondHours attendance={attendance} />}
        {mayChange && (attendance || (signup && !started)) && (
          <Button
            variant="subtle"
            aria-expanded={more}
            aria-label={more ? undefined : t("list.moreName", { name })}
            onClick={() => setMore(!more)}
          >
            {t(more ? "list.less" : "list.more")}
          </Button>
        )}
      </div>
      {more && <DeskRowMore row={row} name={name} onClose={() => setMore(false)} />}
    </li>
  );
}
