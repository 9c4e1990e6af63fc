import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { type UploadedFile, uploadTo } from "../../lib/upload.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FileField } from "../../ui/FileField.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import { type Loaded, WorkbookResult } from "./WorkbookResult.tsx";

const XLSX = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const upload = uploadTo("WORKBOOK");

/** One workbook in: template, check by cell, and the button that says what it will do. */
export function ImportPage() {
  const t = useMessages(messages);
  const rights = useRights();
  const [files, setFiles] = useState<UploadedFile[]>([]);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [file] = files;
  if (!rights.inOffice(["MANAGER"]))
    return (
      <Page>
        <PageHeader title={t("title")} />
        <EmptyState title={t("onlyManagers")} next={t("askManager")} />
      </Page>
    );
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Panel title={t("prepare")}>
        <p>{t("prepareHint")}</p>
        <Button
          component="a"
          href="/downloads/workbook-template.xlsx"
          download
          variant="default"
          leftSection={<IconDownload size={20} aria-hidden />}
        >
          {t("template")}
        </Button>
      </Panel>
      <Panel title={t("choose")}>
        <FileField
          label={t("file")}
          hint={t("fileHint")}
          files={files}
          onChange={(update) => {
            setLoaded(null);
            setFiles(update);
          }}
          upload={upload}
          accept={XLSX}
          camera={false}
          max={1}
        />
      </Panel>
      {loaded ? (
        <Panel title={t("loaded")}>
          <p role="status">{t("loadedNext", { created: loaded.created, changed: loaded.changed })}</p>
          <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
            <LinkButton to="/office/people">{t("toPeople")}</LinkButton>
            <LinkButton to="/partnerships" variant="default">
              {t("toPartnerships")}
            </LinkButton>
            <Button
              variant="subtle"
              onClick={() => {
                setFiles([]);
                setLoaded(null);
              }}
            >
              {t("another")}
            </Button>
          </div>
        </Panel>
      ) : (
        file && <WorkbookResult key={file.id} evidenceId={`Evidence:${file.id}`} onLoaded={setLoaded} />
      )}
    </Page>
  );
}
