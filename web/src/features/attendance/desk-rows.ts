import type { HostDesk_AttendanceFragment, HostDesk_SignupFragment } from "../../gql/graphql.ts";

type Coming = HostDesk_SignupFragment;
type Present = HostDesk_AttendanceFragment;

/** One person of a session's list: signed up, present, or both. */
export interface DeskRow {
  key: string;
  /** Null once a guest's data were deleted. */
  name: string | null;
  phone: string | null;
  isGuest: boolean;
  signup: Coming | null;
  attendance: Present | null;
}

const idOf = ({ person, guestId }: { person?: { id: string } | null; guestId?: string | null }) =>
  person?.id ?? guestId ?? "";

/** The list as a host reads it: who signed up in the order of coming, each with their attendance; then who joined on the spot. */
export function deskRows(signups: readonly Coming[], attendances: readonly Present[]): DeskRow[] {
  const present = new Map(attendances.map((it) => [idOf(it), it]));
  const coming = [...signups].sort(
    (a, b) => Number(a.state === "WAITING") - Number(b.state === "WAITING") || a.arrival - b.arrival,
  );
  const known = new Set(coming.map(idOf));
  const rowOf = (signup: Coming | null, attendance: Present | null): DeskRow => {
    const one = signup ?? attendance;
    return {
      key: signup?.id ?? attendance?.id ?? "",
      name: one?.person?.name ?? one?.guestName ?? null,
      phone: signup?.phone ?? null,
      isGuest: Boolean(one?.guestId),
      signup,
      attendance,
    };
  };
  return [
    ...coming.map((signup) => rowOf(signup, present.get(idOf(signup)) ?? null)),
    ...attendances.filter((it) => !known.has(idOf(it))).map((it) => rowOf(null, it)),
  ];
}

/** Whether a name or a phone number has this text in it; blanks do not matter. */
export function fits({ name, phone }: Pick<DeskRow, "name" | "phone">, search: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  return [name, phone].some((it) => plain(it ?? "").includes(plain(search)));
}
