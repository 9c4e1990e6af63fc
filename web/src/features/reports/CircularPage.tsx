import { Anchor, Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useOutcome } from "../../lib/outcome.ts";
import { usePeriodName } from "../../lib/period-name.ts";
import { useRights } from "../../lib/rights.ts";
import { type UploadedFile, uploadTo } from "../../lib/upload.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FileField } from "../../ui/FileField.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { chosenPeriod } from "./report-scope.ts";
import classes from "./reports.module.css";

const Circular = graphql(`
  query Circular {
    city { id periods { id code kind opensOn closesOn } }
    circularTemplates(first: 20) {
      totalCount
      edges { node { id versionNumber fileName recordedAt byName } }
    }
    circularPlaceholders { name isBlock }
  }
`);

const SetCircularTemplate = graphql(`
  mutation SetCircularTemplate($input: SetCircularTemplateInput!) {
    setCircularTemplate(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

const DOCX = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const upload = uploadTo("CIRCULAR_TEMPLATE");

/** The circular (通报) of a period as a document, and the city's own template for it. */
export function CircularPage() {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const { locale } = useLocale();
  const rights = useRights();
  const periodName = usePeriodName();
  const [{ data, error }, refetch] = useQuery({ query: Circular });
  const [wanted, setWanted] = useState<string>();
  const [texts, setTexts] = useState({ number: "", addressee: "", closing: "" });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const { periods } = data.city;
  const period = chosenPeriod(periods, wanted, todayInChina());
  const versions = data.circularTemplates.edges.map(({ node }) => node);
  const text = (key: keyof typeof texts) => ({
    label: t(`circular.${key}`),
    value: texts[key],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setTexts((all) => ({ ...all, [key]: value })),
  });
  const said = Object.fromEntries(Object.entries(texts).filter(([, value]) => value.trim() !== ""));
  const fileOf = (id: string | null) => `/downloads/circular-template.docx${id === null ? "" : `?id=${id}`}`;
  return (
    <Page>
      <PageHeader
        title={t("circular.title")}
        subtitle={t("circular.subtitle")}
        back={{ to: "/reports", label: t("title") }}
      />
      <Columns>
        <Panel title={t("circular.make")}>
          <div className={classes.form}>
            <Select
              label={t("choose.period")}
              value={period?.id ?? null}
              allowDeselect={false}
              onChange={(id) => setWanted(id ?? undefined)}
              data={periods.map(({ id, code }) => ({ value: id, label: periodName(code) }))}
            />
            <TextInput {...text("number")} description={t("circular.numberHint")} maxLength={60} />
            <TextInput {...text("addressee")} maxLength={200} />
            <Textarea {...text("closing")} autosize minRows={2} maxLength={1000} />
            {period && (
              <Button
                component="a"
                href={`/downloads/circular.docx?${new URLSearchParams({ periodId: period.id, locale, ...said })}`}
                download
                leftSection={<IconDownload size={20} aria-hidden />}
              >
                {t("circular.download", { period: periodName(period.code) })}
              </Button>
            )}
          </div>
        </Panel>
        <Panel title={t("circular.template")}>
          <p>{t("circular.templateHint")}</p>
          <ul className={classes.lines}>
            {versions.map(({ id, versionNumber, fileName, recordedAt, byName }, at) => (
              <li key={id}>
                <div className={classes.lineHead}>
                  <Anchor href={fileOf(id)} download>
                    {t("circular.version", { number: versionNumber, file: fileName })}
                  </Anchor>
                  {at === 0 && <b>{t("circular.holds")}</b>}
                </div>
                <div className={classes.quiet}>
                  {t("circular.setBy", { by: byName, at: instant(recordedAt) })}
                </div>
              </li>
            ))}
            <li>
              <div className={classes.lineHead}>
                <Anchor href={fileOf(null)} download>
                  {t("circular.own")}
                </Anchor>
                {versions.length === 0 && <b>{t("circular.holds")}</b>}
              </div>
            </li>
          </ul>
          {rights.inOffice(["MANAGER"]) && <TemplateForm />}
          <details className={classes.after}>
            <summary>{t("circular.places")}</summary>
            <ul className={classes.places}>
              {data.circularPlaceholders.map(({ name, isBlock }) => (
                <li key={name}>
                  <code>{`{{${name}}}`}</code>
                  {isBlock && ` ${t("circular.block")}`}
                </li>
              ))}
            </ul>
          </details>
        </Panel>
      </Columns>
    </Page>
  );
}

function TemplateForm() {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, set] = useMutation(SetCircularTemplate);
  const [files, setFiles] = useState<UploadedFile[]>([]);
  const [file] = files;
  return (
    <ActionForm
      submitLabel={t("circular.set")}
      blocked={file ? null : t("circular.fileMissing")}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await set({ input: { idempotencyKey, evidenceId: `Evidence:${file?.id ?? ""}` } }),
          (data) => data.setCircularTemplate,
        )
      }
      onDone={() => {
        setFiles([]);
        toast(t("circular.isSet"));
      }}
    >
      <FileField
        label={t("circular.file")}
        hint={t("circular.fileHint")}
        files={files}
        onChange={setFiles}
        upload={upload}
        accept={DOCX}
        camera={false}
        max={1}
      />
    </ActionForm>
  );
}
