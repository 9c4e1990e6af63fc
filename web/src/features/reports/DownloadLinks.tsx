import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useLocale } from "../../lib/locale.tsx";

interface DownloadLinksProps {
  /** Each file: its path below /downloads/, and what the link says. */
  files: readonly { path: string; label: string }[];
  query: Readonly<Record<string, string>>;
}

/** Files of what is on the page, in the language of the page. */
export function DownloadLinks({ files, query }: DownloadLinksProps) {
  const { locale } = useLocale();
  const parameters = new URLSearchParams({ ...query, locale });
  return files.map(({ path, label }) => (
    <Button
      key={path}
      component="a"
      href={`/downloads/${path}?${parameters}`}
      download
      variant="default"
      leftSection={<IconDownload size={20} aria-hidden />}
    >
      {label}
    </Button>
  ));
}
