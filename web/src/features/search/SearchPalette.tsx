import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { useViewer } from "../../lib/viewer.ts";
import { messages } from "./messages.ts";
import { PaletteOption } from "./PaletteOption.tsx";
import classes from "./search.module.css";
import { remember, type Target } from "./targets.ts";
import { useOpenTarget } from "./use-open-target.ts";
import { usePaletteGroups } from "./use-palette-groups.ts";

/** Finds anything by a few characters, and opens it: above whatever page one is on. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const state = useViewer();
  const person = state.kind === "signedIn" ? state.viewer : undefined;
  const membership = state.kind === "signedIn" ? state.membership : undefined;
  const open = useOpenTarget(membership);
  const { groups, pending } = usePaletteGroups(typed, person?.id ?? "", membership?.organization.kind);
  const targets = groups.flatMap((group) => group.targets);
  const current = Math.min(at, targets.length - 1);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closed while it still stands in the page, it gives the focus back to where it was.
    return () => element?.close();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  });

  const choose = (target: Target | undefined) => {
    if (!target) return;
    if (person) remember(person.id, target);
    onClose();
    open(target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While characters are being composed, keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: targets.length - 1 }[event.key];
    if (to !== undefined && targets.length > 0 && (event.key.startsWith("Arrow") || event.ctrlKey)) {
      event.preventDefault();
      setAt((to + targets.length) % targets.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(targets[current]);
    }
  };

  let place = 0;
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-label={t("title")}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
      onKeyDown={onKeyDown}
    >
      <div className={classes.inside}>
        <div className={classes.line}>
          <input
            className={classes.input}
            type="text"
            role="combobox"
            aria-label={t("hint")}
            aria-expanded={targets.length > 0}
            aria-controls={`${id}list`}
            aria-autocomplete="list"
            aria-activedescendant={targets.length > 0 ? `${id}${current}` : undefined}
            placeholder={t("hint")}
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setAt(0);
            }}
          />
          <button type="button" className={classes.close} onClick={onClose}>
            {t("close")}
          </button>
        </div>
        <div ref={list} id={`${id}list`} role="listbox" aria-label={t("results")} className={classes.list}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
            <div key={group.kind} role="group" aria-labelledby={`${id}${group.kind}`}>
              <div id={`${id}${group.kind}`} className={classes.heading} role="presentation">
                {t(`group.${group.kind}`)}
              </div>
              {group.targets.map((target) => {
                const mine = place++;
                return (
                  <PaletteOption
                    key={`${target.kind}${target.id}`}
                    id={`${id}${mine}`}
                    target={target}
                    selected={mine === current}
                    onPoint={() => setAt(mine)}
                    onChoose={() => choose(target)}
                  />
                );
              })}
              {group.more && (
                <div className={classes.more} role="presentation">
                  {t("more")}
                </div>
              )}
            </div>
          ))}
        </div>
        <p className={classes.foot} role="status">
          {pending
            ? t("searching")
            : typed.trim() !== "" && targets.length === 0
              ? t("nothing", { text: typed.trim() })
              : typed.trim() !== ""
                ? t("found", { count: targets.length })
                : ""}
          <span className={classes.keys}>{t("keys")}</span>
        </p>
      </div>
    </dialog>
  );
}
