import { IconFile } from "@tabler/icons-react";
import classes from "./EvidenceList.module.css";

/** A file behind a fact. */
export interface EvidenceFile {
  id: string;
  fileName: string;
  url?: string | null;
  thumbnailUrl?: string | null;
}

/** The files behind a fact as thumbnails; each opens on its own. Nothing when there are none. */
export function EvidenceList({ label, files }: { label: string; files: readonly EvidenceFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={label}>
      {files.map(({ id, fileName, url, thumbnailUrl }) => (
        <li key={id}>
          <a href={url ?? undefined} target="_blank" rel="noreferrer" title={fileName}>
            {thumbnailUrl ? (
              <img src={thumbnailUrl} alt={fileName} loading="lazy" />
            ) : (
              <span className={classes.paper}>
                <IconFile size={20} aria-hidden />
                {fileName}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
