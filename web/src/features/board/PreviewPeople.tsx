import { Anchor } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./board.module.css";
import { messages } from "./messages.ts";

const PreviewPeople_PartnershipSnapshot = graphql(`
  fragment PreviewPeople_PartnershipSnapshot on PartnershipSnapshot {
    giver { organization { id name phone } liaison { person { name } title phone } }
    receiver { organization { id name phone } liaison { person { name } title phone } }
  }
`);

/** Whom to call on either side. */
export function PreviewPeople(props: { snapshot: FragmentType<typeof PreviewPeople_PartnershipSnapshot> }) {
  const sides = readFragment(PreviewPeople_PartnershipSnapshot, props.snapshot);
  const t = useMessages(messages);
  return (
    <section className={classes.section}>
      <h3>{t("preview.people")}</h3>
      {(["giver", "receiver"] as const).map((side) => {
        const { organization, liaison } = sides[side];
        const phone = liaison?.phone ?? organization.phone;
        return (
          <div key={side} className={classes.person}>
            <span>
              <span className={classes.quiet}>{t(`preview.${side}`)} </span>
              {liaison
                ? [liaison.person.name, liaison.title].filter(Boolean).join(" · ")
                : t("preview.noLiaison")}
            </span>
            {phone && (
              <Anchor className={classes.phone} href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
                <IconPhone size={16} aria-hidden /> {phone}
              </Anchor>
            )}
          </div>
        );
      })}
    </section>
  );
}
