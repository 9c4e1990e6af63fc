import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import classes from "./partnership.module.css";

const EvidenceThumbs_EvidenceLabel = graphql(`
  fragment EvidenceThumbs_EvidenceLabel on EvidenceLabel { id fileName mediaType thumbnailUrl url }
`);

interface EvidenceThumbsProps {
  evidence: readonly FragmentType<typeof EvidenceThumbs_EvidenceLabel>[];
}

/** The files behind a fact as small pictures; each opens whole in a tab of its own. */
export function EvidenceThumbs({ evidence }: EvidenceThumbsProps) {
  const files = evidence.map((it) => readFragment(EvidenceThumbs_EvidenceLabel, it)).filter(({ url }) => url);
  if (files.length === 0) return null;
  return (
    <span className={classes.thumbs}>
      {files.map(({ id, fileName, thumbnailUrl, url }) => (
        <a key={id} href={url ?? ""} target="_blank" rel="noreferrer" title={fileName}>
          {thumbnailUrl ? <img src={thumbnailUrl} alt={fileName} loading="lazy" /> : fileName.slice(-12)}
        </a>
      ))}
    </span>
  );
}
