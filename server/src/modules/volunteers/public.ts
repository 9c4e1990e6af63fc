import type { Command } from "../../kernel/command.ts";

/**
 * Hours of a confirmed part were taken back: certificates that hold them say from now on that they are revoked. Inside the caller's
 * command.
 *
 * @returns ids of the certificates revoked.
 */
export async function revokeCertificates(command: Command, partId: string): Promise<string[]> {
  const { tx } = command;
  const found = await tx.serviceCertificate.findMany({
    where: { revokedAt: null, lines: { some: { partId } } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const ids = found.map(({ id }) => id);
  if (ids.length > 0)
    await tx.serviceCertificate.updateMany({
      where: { id: { in: ids } },
      data: { revokedAt: command.now, version: { increment: 1 } },
    });
  return ids;
}
