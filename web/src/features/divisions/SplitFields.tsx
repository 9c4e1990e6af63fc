import { Button, Checkbox, Fieldset, TextInput } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";

const ChildrenToSplit = graphql(`
  query ChildrenToSplit($parentId: ID!) {
    divisions(first: 100, parentId: $parentId) { edges { node { id name } } }
  }
`);

/** One part that a division falls into. */
export interface Part {
  name: string;
  code: string;
  childIds: string[];
}

interface SplitFieldsProps {
  division: { id: string; name: string };
  parts: readonly Part[];
  keep: boolean;
  onKeep: (keep: boolean) => void;
  onParts: (parts: Part[]) => void;
  onAdd: () => void;
}

/** The parts with their names and codes, and which child goes to which: to one part at most. */
export function SplitFields({ division, parts, keep, onKeep, onParts, onAdd }: SplitFieldsProps) {
  const t = useMessages(messages);
  const [{ data }] = useQuery({ query: ChildrenToSplit, variables: { parentId: division.id } });
  const children = data?.divisions.edges.map(({ node }) => node) ?? [];
  const change = (index: number, part: Partial<Part>) =>
    onParts(parts.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const give = (index: number, childId: string) =>
    onParts(
      parts.map((one, at) => {
        const others = one.childIds.filter((id) => id !== childId);
        return at === index && others.length === one.childIds.length
          ? { ...one, childIds: [...others, childId] }
          : { ...one, childIds: others };
      }),
    );
  return (
    <>
      <Checkbox
        className={classes.check ?? ""}
        label={t("form.keep", { name: division.name })}
        checked={keep}
        onChange={({ currentTarget }) => onKeep(currentTarget.checked)}
      />
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place.
        <Fieldset key={index} legend={t("form.part", { number: index + 1 })}>
          <div className={classes.part}>
            <TextInput
              required
              label={t("form.partName")}
              value={part.name}
              maxLength={60}
              onChange={({ currentTarget }) => change(index, { name: currentTarget.value })}
            />
            <TextInput
              label={t("form.partCode")}
              value={part.code}
              maxLength={20}
              onChange={({ currentTarget }) => change(index, { code: currentTarget.value })}
            />
            {children.length > 0 && (
              <Checkbox.Group label={t("form.children")} value={part.childIds}>
                {children.map((child) => (
                  <Checkbox
                    key={child.id}
                    className={classes.check ?? ""}
                    value={child.id}
                    label={child.name}
                    onChange={() => give(index, child.id)}
                  />
                ))}
              </Checkbox.Group>
            )}
            {parts.length > 1 && (
              <Button variant="subtle" onClick={() => onParts(parts.filter((_, at) => at !== index))}>
                {t("form.removePart")}
              </Button>
            )}
          </div>
        </Fieldset>
      ))}
      <div>
        <Button variant="default" onClick={onAdd}>
          {t("form.addPart")}
        </Button>
      </div>
    </>
  );
}
