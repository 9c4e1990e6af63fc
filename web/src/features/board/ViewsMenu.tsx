import { Button, Menu } from "@mantine/core";
import { IconBookmark, IconCheck } from "@tabler/icons-react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { toast } from "../../ui/toast.ts";
import { useIdempotencyKey } from "../../ui/useIdempotencyKey.ts";
import type { BoardState } from "./board-address.ts";
import { messages } from "./messages.ts";
import { isUnchanged, parametersOf, type SavedView } from "./saved-views.ts";

const ChangeView = graphql(`
  mutation ChangeView($input: ChangeViewInput!) {
    changeView(input: $input) { __typename ... on SavedView { id version } ... on Failure { code } }
  }
`);

interface ViewsMenuProps {
  views: readonly SavedView[];
  chosen: SavedView | undefined;
  state: BoardState;
  onChoose: (view?: SavedView) => void;
  /** Opens the drawer in which views are saved and kept. */
  onManage: () => void;
}

/** The saved views: one is chosen with two touches, and overwritten with what the board shows now. */
export function ViewsMenu({ views, chosen, state, onChoose, onManage }: ViewsMenuProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const { key, renew } = useIdempotencyKey();
  const [, change] = useMutation(ChangeView);
  const overwrite = async (view: SavedView) => {
    const result = await outcome(
      await change({
        input: {
          idempotencyKey: key(),
          viewId: view.id,
          version: view.version,
          parameters: parametersOf(state),
        },
      }),
      (data) => data.changeView,
    );
    if (result.kind === "lost") return toast(t("views.lost"), { tone: "failed" });
    renew();
    if (result.kind === "refused") toast(result.text, { tone: "failed" });
    else toast(t("views.overwritten", { name: view.name }));
  };
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={<IconBookmark size={18} aria-hidden />}>
          {t("views.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCheck size={16} aria-hidden style={{ opacity: chosen ? 0 : 1 }} />}
          onClick={() => onChoose()}
        >
          {t("views.usual")}
        </Menu.Item>
        {views.map((view) => (
          <Menu.Item
            key={view.id}
            leftSection={<IconCheck size={16} aria-hidden style={{ opacity: view === chosen ? 1 : 0 }} />}
            onClick={() => onChoose(view)}
          >
            {view.name}
            {view.shared && ` · ${t("views.sharedMark")}`}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {chosen?.mine && !isUnchanged(chosen, state) && (
          <Menu.Item onClick={() => void overwrite(chosen)}>
            {t("views.overwrite", { name: chosen.name })}
          </Menu.Item>
        )}
        <Menu.Item onClick={onManage}>{t("views.manage")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
