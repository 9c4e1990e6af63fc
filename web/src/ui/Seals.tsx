import { IconBuilding, IconCheck } from "@tabler/icons-react";
import { useFormat } from "../lib/format.ts";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./Seals.module.css";

/** One side's mark: missing, or by whom and when (an instant). */
export type Seal = { by: string; at?: string } | null;

interface SealsProps {
  giver: Seal;
  receiver: Seal;
  /** The office that entered the fact on a side's behalf; marked for ever. */
  onBehalfBy?: string | null;
}

/** Who gave and who attested; a hollow seal for the missing side, a third mark for an entry made on behalf. */
export function Seals({ giver, receiver, onBehalfBy }: SealsProps) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const sides = [
    ["giver", giver],
    ["receiver", receiver],
  ] as const;
  return (
    <span className={classes.root}>
      {sides.map(([side, seal]) => {
        const label = seal
          ? t("seal.signed", { side: t(`seal.${side}`), by: seal.by, at: seal.at ? instant(seal.at) : "" })
          : t("seal.missing", { side: t(`seal.${side}`) });
        return (
          <span key={side} className={classes.seal} role="img" aria-label={label} title={label}>
            <span className={classes.mark} data-signed={seal !== null || undefined}>
              {seal && <IconCheck size={12} stroke={3} />}
            </span>
            {t(`seal.${side}`)}
          </span>
        );
      })}
      {onBehalfBy && (
        <span className={classes.behalf} title={t("seal.onBehalfBy", { office: onBehalfBy })}>
          <IconBuilding size={14} aria-hidden />
          {t("seal.onBehalf")}
        </span>
      )}
    </span>
  );
}
