import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { CloseStationForm } from "./CloseStationForm.tsx";
import { messages } from "./messages.ts";
import classes from "./stations.module.css";

const ClosuresPanel_Station = graphql(`
  fragment ClosuresPanel_Station on Station { id closures { id reason note startsOn endsOn } }
`);
const ReopenStation = graphql(`
  mutation ReopenStation($input: ReopenStationInput!) {
    reopenStation(input: $input) { __typename ... on Failure { code } }
  }
`);

interface ClosuresPanelProps {
  station: FragmentType<typeof ClosuresPanel_Station>;
  mayKeep: boolean;
}

/** Closed days that are not over, with the reason; the desk adds and lifts them. */
export function ClosuresPanel({ mayKeep, ...props }: ClosuresPanelProps) {
  const { id, closures } = readFragment(ClosuresPanel_Station, props.station);
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, reopen] = useMutation(ReopenStation);
  const [closing, setClosing] = useState(false);
  return (
    <Panel
      title={t("closure.title")}
      actions={
        mayKeep && (
          <Button variant="default" size="sm" aria-expanded={closing} onClick={() => setClosing(!closing)}>
            {t("closure.add")}
          </Button>
        )
      }
    >
      {closing && <CloseStationForm stationId={id} onClose={() => setClosing(false)} />}
      {closures.length === 0 && !closing && <p className={classes.quiet}>{t("closure.none")}</p>}
      <ul className={classes.list}>
        {closures.map(({ id: closureId, reason, note, startsOn, endsOn }) => (
          <li key={closureId} className={classes.item}>
            <strong>
              {endsOn
                ? t("closure.span", { from: date(startsOn), to: date(endsOn) })
                : t("closure.open", { from: date(startsOn) })}
            </strong>
            <div className={classes.quiet}>
              <span>{t(`reason.${reason}`)}</span>
              {note && <span>{note}</span>}
            </div>
            {mayKeep && (
              <div className={classes.acts}>
                <ConfirmButton
                  variant="default"
                  label={t("closure.lift")}
                  question={t("closure.liftQuestion")}
                  confirmLabel={t("closure.lift")}
                  onConfirm={async (idempotencyKey) =>
                    outcome(
                      await reopen({ input: { idempotencyKey, closureId } }),
                      (data) => data.reopenStation,
                    )
                  }
                  onDone={() => toast(t("closure.lifted"))}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
