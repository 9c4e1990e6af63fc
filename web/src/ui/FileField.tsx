import { Button, CloseButton } from "@mantine/core";
import { IconCamera, IconFile, IconPaperclip } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useMessages } from "../lib/i18n.ts";
import type { Upload, UploadedFile } from "../lib/upload.ts";
import { UploadError } from "../lib/upload.ts";
import classes from "./fields.module.css";
import { messages } from "./messages.ts";

interface FileFieldProps {
  label: string;
  hint?: string;
  files: UploadedFile[];
  /** Gets an update function, because several uploads end at different times. */
  onChange: (update: (files: UploadedFile[]) => UploadedFile[]) => void;
  upload: Upload;
  /** What may be chosen, as for `<input accept>`. */
  accept?: string;
  /** Shows the camera button first. */
  camera?: boolean;
  max?: number;
}

const REFUSALS = [
  "NETWORK",
  "FILE_TOO_LARGE",
  "FILE_EMPTY",
  "FILE_TYPE_REFUSED",
  "IMAGE_TOO_LARGE",
  "BROKEN_FILE",
  "ARCHIVE_TOO_LARGE",
  "ACTIVE_CONTENT",
  "FORBIDDEN",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
] as const;

interface Sending {
  key: number;
  file: File;
  part: number;
  failed: string | null;
}

/** Photos and papers: camera first on a phone, progress for each, a retry for what failed. */
export function FileField(props: FileFieldProps) {
  const {
    label,
    hint,
    files,
    onChange,
    upload,
    accept = "image/*,application/pdf",
    camera = true,
    max = 9,
  } = props;
  const t = useMessages(messages);
  const [sending, setSending] = useState<Sending[]>([]);
  const next = useRef(1);
  const cameraInput = useRef<HTMLInputElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const set = (key: number, change: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: number) => setSending((all) => all.filter((one) => one.key !== key));

  async function send(key: number, file: File) {
    try {
      const stored = await upload(file, (part) => set(key, { part }));
      drop(key);
      onChange((all) => [...all, stored]);
    } catch (error) {
      const code = error instanceof UploadError ? error.code : "INTERNAL";
      const known = REFUSALS.find((it) => it === code) ?? "INTERNAL";
      set(key, { failed: t(`file.refused.${known}`) });
    }
  }

  function add(list: FileList | null) {
    const room = max - files.length - sending.length;
    const added = [...(list ?? [])].slice(0, Math.max(0, room)).map((file) => ({
      key: next.current++,
      file,
      part: 0,
      failed: null,
    }));
    setSending((all) => [...all, ...added]);
    for (const { key, file } of added) void send(key, file);
  }

  const input = (ref: typeof fileInput, capture: boolean) => (
    <input
      ref={ref}
      type="file"
      hidden
      multiple={!capture}
      accept={capture ? "image/*" : accept}
      {...(capture ? { capture: "environment" as const } : {})}
      onChange={(event) => {
        add(event.currentTarget.files);
        event.currentTarget.value = "";
      }}
    />
  );
  const full = files.length + sending.length >= max;
  return (
    <fieldset className={classes.files} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={classes.label}>{label}</legend>
      {hint && <div className={classes.hint}>{hint}</div>}
      <div className={classes.fileRow}>
        {camera && (
          <Button
            variant="light"
            leftSection={<IconCamera size={20} aria-hidden />}
            disabled={full}
            onClick={() => cameraInput.current?.click()}
          >
            {t("file.camera")}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconPaperclip size={20} aria-hidden />}
          disabled={full}
          onClick={() => fileInput.current?.click()}
        >
          {t("file.choose")}
        </Button>
      </div>
      {input(cameraInput, true)}
      {input(fileInput, false)}
      {files.map(({ id, name }) => (
        <div key={id} className={classes.file}>
          <IconFile size={20} aria-hidden />
          <span className={classes.fileName}>{name}</span>
          <CloseButton
            size={44}
            aria-label={t("file.remove", { name })}
            onClick={() => onChange((all) => all.filter((one) => one.id !== id))}
          />
        </div>
      ))}
      {sending.map(({ key, file, part, failed }) => (
        <div key={key} className={classes.file} role={failed ? "alert" : undefined}>
          <span className={classes.fileName}>
            {file.name}
            {failed && <div className={classes.fileError}>{failed}</div>}
          </span>
          {failed ? (
            <Button
              variant="subtle"
              onClick={() => {
                set(key, { failed: null, part: 0 });
                void send(key, file);
              }}
            >
              {t("retry")}
            </Button>
          ) : (
            <progress value={part} max={1} aria-label={t("file.sending", { name: file.name })} />
          )}
          <CloseButton
            size={44}
            aria-label={t("file.remove", { name: file.name })}
            onClick={() => drop(key)}
          />
        </div>
      ))}
    </fieldset>
  );
}
