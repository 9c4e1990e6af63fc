/**
 * How many fields a person fills in to give a command: what is typed or chosen in its form, without what stands there already. A press of a
 * button alone is 0. Commands that only the system gives are not here.
 */
const COMMANDS_BY_FIELDS: Record<number, readonly string[]> = {
  0: [
    ...[
      "agreement.sign",
      "agreement.withdraw",
      "attendance.checkIn",
      "attendance.checkOut",
      "attendance.remove",
    ],
    ...[
      "attendance.second",
      "calendar.fill",
      "calendar.renew",
      "calendar.revoke",
      "delivery.submit",
      "duties.open",
    ],
    ...[
      "expense.attest",
      "extension.withdraw",
      "invitation.revoke",
      "partnership.acknowledge",
      "reminder.see",
    ],
    ...["reminderPolicy.end", "request.ask-solved", "request.cancel-joint", "request.keep", "request.open"],
    ...[
      "request.open-to-hall",
      "request.withdraw-claim",
      "secondFactor.reset",
      "attendance.confirm",
      "attendance.takeBack",
    ],
    ...[
      "signup.cancel",
      "signup.make",
      "signup.remove",
      "volunteer.withdraw",
      "view.delete",
      "webhook.remove",
    ],
    ...[
      "webhook.test",
      "password.issueReset",
      "reading.pack",
      "reading.export",
      "reading.report",
      "reading.person",
    ],
    ...[
      "reading.attachment",
      "appeal.restore",
      "period.seal",
      "view.share",
      "certificate.issue",
      "activity.leave",
    ],
    ...["notification.confirm", "notification.stop", "personal.changePassword", "partnership.accept"],
  ],
  1: [
    ...["activity.end", "activity.extend", "activity.inviteHost", "activityKind.end", "appeal.answer"],
    ...[
      "appeal.draft-answer",
      "appeal.merge",
      "appeal.pass-up",
      "appeal.refuse",
      "appeal.send-back",
      "appeal.say",
    ],
    ...["attendance.mark", "calendar.removeDay", "capability.end", "circularTemplate.set", "delivery.accept"],
    ...["delivery.evidence", "delivery.reverse", "delivery.withdraw", "evidence.upload", "expense.answer"],
    ...[
      "expense.evidence",
      "expense.query",
      "expense.reverse",
      "kind.end",
      "membership.end",
      "notification.address",
    ],
    ...["obligation.waive", "organization.end", "partnership.decline", "partnership.end", "partnership.lead"],
    ...["partnership.liaison", "partnership.resume", "period.open", "period.openYear", "person.erase"],
    ...["pledge.cancel", "reminder.answer", "reminder.send", "reminder.sendMany", "request.answer-joint"],
    ...[
      "request.answer-solved",
      "request.close",
      "request.mark-on-the-way",
      "request.reopen",
      "request.withdraw",
    ],
    ...["return.confirm", "return.refuse", "return.reopen", "room.end", "rule.end", "session.cancel"],
    ...["attendance.dispute", "attendance.report", "session.setCapacity", "station.close", "station.reopen"],
    ...["station.watch", "view.change", "view.rename", "view.save", "volunteer.answer", "workbook.import"],
    ...["extension.decide", "invitation.accept", "session.move", "population.setMany", "extension.grant"],
  ],
  2: [
    ...["appeal.set-door", "calendar.setDays", "delivery.dispute", "dispute.settle", "expense.record"],
    ...["extension.ask", "liaison.handOver", "membership.add", "obligation.explain", "obligation.extend"],
    ...["obligation.extendMany", "partnership.renew", "partnership.suspend", "person.change", "pledge.lower"],
    ...[
      "pledge.raise",
      "request.claim",
      "request.record-use",
      "return.send",
      "setting.set",
      "population.set",
    ],
    ...["appeal.turn-into-request", "attendance.guest", "attendance.type", "kind.change", "room.change"],
    ...[
      "communities.create",
      "pairingPlan.save",
      "report.keepDocument",
      "station.change",
      "extension.refuse",
    ],
    ...["division.rename", "division.recode", "division.merge", "division.split", "division.move"],
  ],
  3: [
    ...[
      "delivery.log",
      "obligation.amend",
      "person.create",
      "person.invite",
      "pledge.reschedule",
      "room.add",
    ],
    ...["request.change", "request.claim-jointly", "station.hours", "station.open", "notification.choose"],
    ...[
      "capability.change",
      "activityKind.change",
      "webhook.change",
      "division.create",
      "organization.change",
    ],
    ...[
      "activity.change",
      "activity.changeSeries",
      "reminderPolicy.change",
      "appeal.send",
      "volunteer.enter",
    ],
  ],
  4: [
    ...["capability.add", "pledge.make", "request.create", "activityKind.create", "agreement.revise"],
    ...["webhook.create", "reminderPolicy.create", "partnership.propose", "kind.create"],
  ],
  5: ["organization.create", "partnership.assign", "agreement.draft", "partnership.assignMany"],
  6: ["activity.plan"],
  7: ["rule.create", "rule.supersede"],
};

/** Fields by command. */
export const fieldsOf: ReadonlyMap<string, number> = new Map(
  Object.entries(COMMANDS_BY_FIELDS).flatMap(([fields, commands]) =>
    commands.map((command) => [command, Number(fields)] as const),
  ),
);

/**
 * What was computed instead of typed. A report, a list or a pack stands for as many figures as a quarterly table of the city had when it was
 * filled in by hand: a cautious round number, said on the page.
 */
export const figuresPerDocument = 24;
/** A delivery that came out of a confirmed session would have been typed with so many fields: kind, quantity, day, place, other side. */
export const fieldsPerDelivery = 5;

/** Entries of the chain that say that a document was made. */
export const documentCommands: readonly string[] = ["reading.pack", "reading.export", "reading.report"];
